// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mosquittorig.h"

#include "support/patience.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <csignal>

#include <sys/types.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

// Debian keeps the broker where only root looks.
QString brokerProgram()
{
    const QString found = QStandardPaths::findExecutable(u"mosquitto"_s);
    return found.isEmpty() ? QStandardPaths::findExecutable(u"mosquitto"_s, { u"/usr/sbin"_s, u"/usr/local/sbin"_s }) : found;
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
}

}

void stop(QProcess& process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.kill();
    process.waitForFinished(2000);
}

MosquittoRig::MosquittoRig()
    : MosquittoRig(Setup {})
{
}

MosquittoRig::MosquittoRig(const Setup& setup)
    : m_setup(setup)
{
    if (m_setup.port == 0)
        m_setup.port = freePort();
    QObject::connect(&m_broker, &QProcess::readyReadStandardError, &m_broker, [this] { m_log += m_broker.readAllStandardError(); });
    startBroker();
}

MosquittoRig::~MosquittoRig()
{
    freeze(false);
    stop(m_broker);
}

bool MosquittoRig::startBroker()
{
    QByteArray config = "listener " + QByteArray::number(m_setup.port) + ' ' + m_setup.address.toLatin1() + '\n';
    config += "persistence false\nuser root\nlog_dest stderr\nmax_keepalive 65535\n";
    if (!m_setup.certificate.isEmpty())
        config += "certfile " + m_setup.certificate.toUtf8() + "\nkeyfile " + m_setup.key.toUtf8() + '\n';
    if (m_setup.username.isEmpty()) {
        config += "allow_anonymous true\n";
    } else {
        const QString accounts = m_folder.filePath(u"accounts"_s);
        write(accounts, (m_setup.username + u':' + m_setup.password + u'\n').toUtf8());
        QProcess::execute(u"mosquitto_passwd"_s, { u"-U"_s, accounts });
        config += "allow_anonymous false\npassword_file " + accounts.toUtf8() + '\n';
    }
    const QString path = m_folder.filePath(u"mosquitto.conf"_s);
    write(path, config);
    m_log.clear();
    m_broker.start(brokerProgram(), { u"-c"_s, path });
    m_ready = becomesTrue([this] { return m_log.contains(" running") || m_broker.state() == QProcess::NotRunning; })
        && m_broker.state() == QProcess::Running;
    return m_ready;
}

protocol::MqttSection MosquittoRig::section() const
{
    return { .host = m_setup.address,
        .port = m_setup.port,
        .clientId = u"GID_default@@@02_00_00_aa_bb_cc@@@02_00_00_aa_bb_cc"_s,
        .username = m_setup.username,
        .password = m_setup.password,
        .publishTopic = u"device-server"_s,
        .subscribeTopic = u"devices/p2p/02_00_00_aa_bb_cc"_s };
}

void MosquittoRig::start(QProcess& client, const QString& program, const QStringList& arguments) const
{
    QStringList all { u"-h"_s, m_setup.address, u"-p"_s, QString::number(m_setup.port) };
    if (!m_setup.username.isEmpty())
        all += { u"-u"_s, m_setup.username, u"-P"_s, m_setup.password };
    client.start(program, all + arguments);
}

void MosquittoRig::kill()
{
    stop(m_broker);
}

void MosquittoRig::freeze(bool frozen)
{
    if (m_broker.processId() > 0)
        ::kill(pid_t(m_broker.processId()), frozen ? SIGSTOP : SIGCONT);
}

}
