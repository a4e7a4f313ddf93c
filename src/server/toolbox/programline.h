// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/serverconfig.h"
#include "server/toolbox/pluginsandbox.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>

#include <memory>

namespace myna::server {

// One run of a plugin's program: lines of JSON in and out, everything it writes bounded. Lives on the plugins' thread.
class PluginProcess final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype maxLine = qsizetype(1024) * 1024; // bytes
    static constexpr qint64 maxAnswer = qint64(4) * 1024 * 1024; // between two lines of ours
    static constexpr qint64 maxUnread = qint64(1024) * 1024; // of what we wrote
    static constexpr int maxNoise = 100; // lines that are no JSON objects
    static constexpr int complaintsPerMinute = 20; // lines of its standard error that are passed on to the log

    explicit PluginProcess(PluginSpec spec, QObject* parent = nullptr);
    ~PluginProcess() override; // after ended()

    Result<> start(const QString& folder); // Errors: those of makeSandbox()
    void send(const QJsonObject& message);
    void end(const QString& reason); // at once; ended() follows

signals:
    void received(const QJsonObject& message);
    void ended(const QString& reason); // once, after a start() without error

private:
    void readAnswers();
    void readComplaints();
    void onFinished(int status, QProcess::ExitStatus how);

    PluginSpec m_spec;
    QProcess m_process;
    std::shared_ptr<PluginSandbox> m_sandbox;
    QByteArray m_line;
    QByteArray m_complaint;
    QString m_reason;
    QElapsedTimer m_minute;
    qint64 m_bytes = 0; // since we last wrote
    int m_noise = 0;
    int m_complaints = 0; // within the minute
    bool m_ended = false;
};

}
