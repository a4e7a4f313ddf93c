// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/postgresrig.h"

#include "support/patience.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <csignal>

#include <pwd.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

// Debian keeps each version in a folder of its own, outside the path.
QString programFolder()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    const QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (!names.isEmpty())
        return versions.filePath(names.last() + u"/bin"_s);
    const QString found = QStandardPaths::findExecutable(u"postgres"_s);
    return found.isEmpty() ? QString() : QFileInfo(found).path();
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

}

PostgresRig::PostgresRig(Disk disk)
    : m_folder(QDir::tempPath() + u"/myna-pg-XXXXXX"_s)
    , m_port(freePort())
{
    if (geteuid() == 0) {
        const passwd* const nobody = getpwnam("nobody");
        if (!nobody || chown(qPrintable(m_folder.path()), nobody->pw_uid, nobody->pw_gid) != 0) {
            m_trouble = u"there is no account to run it as"_s;
            return;
        }
    }
    QFile secret(m_folder.filePath(u"secret"_s));
    if (!secret.open(QIODevice::WriteOnly) || secret.write(password().toUtf8()) < 0)
        return;
    secret.setPermissions(QFile::ReadOwner | QFile::ReadOther);
    secret.close();
    if (!run(u"initdb"_s,
            { u"-D"_s, m_folder.filePath(u"data"_s), u"-U"_s, u"myna"_s, u"-A"_s, u"scram-sha-256"_s, u"-E"_s, u"UTF8"_s,
                u"--locale=C.UTF-8"_s, u"--no-sync"_s, u"--pwfile"_s, secret.fileName() }))
        return;
    QFile config(m_folder.filePath(u"data/postgresql.conf"_s));
    if (!config.open(QIODevice::Append))
        return;
    config.write("listen_addresses = '127.0.0.1'\nport = " + QByteArray::number(m_port) + "\nunix_socket_directories = '"
        + m_folder.path().toUtf8() + "'\nshared_buffers = 8MB\nmax_connections = 40\n"
        + (disk == Disk::Lazy ? "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n" : ""));
    config.close();
    start();
}

PostgresRig::~PostgresRig()
{
    if (isRunning())
        stop();
}

bool PostgresRig::run(const QString& program, const QStringList& arguments, QString* output) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, password());
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(u"/"_s);
    const QStringList words = asOther() + QStringList { programFolder() + u'/' + program } + arguments;
    process.start(words.first(), words.mid(1));
    constexpr int longest = 30000;
    const bool ended = process.waitForFinished(longest);
    if (output)
        *output = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_trouble = program + u": "_s + QString::fromUtf8(process.readAllStandardError());
    return false;
}

QStringList PostgresRig::asOther()
{
    QStringList words { u"setpriv"_s, u"--pdeathsig"_s, u"QUIT"_s };
    if (geteuid() == 0)
        words += { u"--reuid=nobody"_s, u"--regid=nogroup"_s, u"--clear-groups"_s };
    return words << u"--"_s;
}

bool PostgresRig::start()
{
    QByteArray log;
    const auto connection
        = QObject::connect(&m_server, &QProcess::readyReadStandardError, &m_server, [&] { log += m_server.readAllStandardError(); });
    m_server.setWorkingDirectory(u"/"_s);
    const QStringList words = asOther() << programFolder() + u"/postgres"_s << u"-D"_s << m_folder.filePath(u"data"_s);
    m_server.start(words.first(), words.mid(1));
    constexpr int longest = 30000;
    const bool ready
        = becomesTrue([&] { return log.contains("ready to accept connections") || m_server.state() == QProcess::NotRunning; }, longest);
    QObject::disconnect(connection);
    if (!ready || !isRunning())
        m_trouble = u"postgres: "_s + QString::fromUtf8(log);
    return ready && isRunning();
}

bool PostgresRig::stop()
{
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    return m_server.waitForFinished(10000);
}

QString PostgresRig::sql(const QString& database, const QString& statement) const
{
    QString output;
    run(u"psql"_s,
        { u"-h"_s, m_folder.path(), u"-p"_s, QString::number(m_port), u"-U"_s, u"myna"_s, u"-d"_s, database, u"-Atc"_s, statement },
        &output);
    return output;
}

QString PostgresRig::newDatabase()
{
    const QString name = u"store%1"_s.arg(++m_databases);
    (void)sql(u"postgres"_s, u"CREATE DATABASE "_s + name);
    return name;
}

QString PostgresRig::url(const QString& database) const
{
    return u"postgresql://myna@127.0.0.1:%1/%2"_s.arg(m_port).arg(database);
}

QString PostgresRig::socketUrl(const QString& database) const
{
    return u"postgresql://myna@/%1?host=%2&port=%3"_s.arg(database, m_folder.path()).arg(m_port);
}

}
