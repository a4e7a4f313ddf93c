// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/daemonprocess.h"

#include "support/patience.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

DaemonProcess::DaemonProcess(const QStringList& arguments, QObject* parent)
    : QObject(parent)
    , m_arguments(arguments)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DaemonProcess::read);
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] { m_errors += m_process.readAllStandardError(); });
}

DaemonProcess::~DaemonProcess()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(2000);
    }
}

void DaemonProcess::start()
{
    start(QStringLiteral(MYNA_BINARY_DIR "/bin/mynad"));
}

void DaemonProcess::start(const QString& program)
{
    m_process.start(program, m_arguments);
}

QJsonObject DaemonProcess::waitFor(const QString& event, int timeoutMs, int from)
{
    const auto find = [&]() -> QJsonObject {
        for (int i = from; i < m_events.size(); ++i) {
            if (m_events[i]["event"_L1] == event)
                return m_events[i];
        }
        return {};
    };
    [[maybe_unused]] const bool came
        = becomesTrue([&] { return !find().isEmpty() || m_process.state() == QProcess::NotRunning; }, timeoutMs);
    return find();
}

int DaemonProcess::waitForExit(int timeoutMs)
{
    if (!becomesTrue([this] { return m_process.state() == QProcess::NotRunning; }, timeoutMs))
        return -1;
    read();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QVector<QJsonObject> DaemonProcess::events(const QString& name) const
{
    QVector<QJsonObject> found;
    for (const QJsonObject& event : m_events) {
        if (event["event"_L1] == name)
            found << event;
    }
    return found;
}

QByteArray DaemonProcess::errors()
{
    m_errors += m_process.readAllStandardError();
    return m_errors;
}

void DaemonProcess::read()
{
    m_pending += m_process.readAllStandardOutput();
    qsizetype end = 0;
    while ((end = m_pending.indexOf('\n')) >= 0) {
        const QByteArray line = m_pending.left(end);
        m_pending.remove(0, end + 1);
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (document.isObject())
            m_events << document.object();
        else
            m_noise << QString::fromUtf8(line);
    }
}

}

#include "moc_daemonprocess.cpp"
