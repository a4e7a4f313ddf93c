// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QVector>

namespace myna::test {

// A `mynad` of this build as a child process whose JSON events are collected. Killed with its owner.
class DaemonProcess final : public QObject
{
    Q_OBJECT

public:
    explicit DaemonProcess(const QStringList& arguments, QObject* parent = nullptr);
    ~DaemonProcess() override;

    void start();
    void start(const QString& program);
    // The first event of this name at or after position `from`, waiting for it up to `timeoutMs`; an empty object when it does not come.
    QJsonObject waitFor(const QString& event, int timeoutMs = 60000, int from = 0);
    // Waits for the end; the exit status, or -1 when it did not end in time or crashed.
    int waitForExit(int timeoutMs = 60000);

    [[nodiscard]] QVector<QJsonObject> events() const { return m_events; }
    [[nodiscard]] QVector<QJsonObject> events(const QString& name) const;
    // Lines on standard output that are no JSON object: must stay empty with --json.
    [[nodiscard]] QStringList noise() const { return m_noise; }
    [[nodiscard]] QByteArray errors();
    QProcess& process() { return m_process; }

private:
    void read();

    QStringList m_arguments;
    QProcess m_process;
    QByteArray m_pending;
    QByteArray m_errors;
    QVector<QJsonObject> m_events;
    QStringList m_noise;
};

}
