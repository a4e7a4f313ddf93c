// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace myna::test {

// A real PostgreSQL with a cluster of its own in a temporary folder, on a Unix socket and a loopback port, with a password. It refuses to
// run as root, so root starts it as `nobody`. Ends with its owner, also when that is killed.
class PostgresRig
{
public:
    enum class Disk { Lazy, Safe }; // without or with fsync

    explicit PostgresRig(Disk disk = Disk::Lazy);
    ~PostgresRig();

    [[nodiscard]] bool isRunning() const { return m_server.state() == QProcess::Running; }
    [[nodiscard]] QString trouble() const { return m_trouble; } // why it does not run
    // For StoreConfig: of a new, empty database; or of one of this name.
    [[nodiscard]] QString newDatabase();
    [[nodiscard]] QString url(const QString& database) const; // over TCP
    [[nodiscard]] QString socketUrl(const QString& database) const;
    [[nodiscard]] static QString password() { return QStringLiteral("it's \\ a secret"); }

    bool start();
    bool stop(); // at once, as if the power failed
    // One statement with psql; its output.
    [[nodiscard]] QString sql(const QString& database, const QString& statement) const;

private:
    static QStringList asOther(); // what to put before a program
    bool run(const QString& program, const QStringList& arguments, QString* output = nullptr) const;

    QTemporaryDir m_folder;
    quint16 m_port = 0;
    int m_databases = 0;
    QProcess m_server;
    mutable QString m_trouble;
};

}
