// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/mcpline.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <functional>

namespace myna::server {

// How a program is started and ended, and what it may write.
struct ProgramStart
{
    QString label; // "The plugin dice", for the log
    std::function<Result<>(QProcess& process)> prepare; // called once, before it is started
    std::function<void(QProcess& process)> kill; // with those it has started
    qsizetype maxLine = qsizetype(1024) * 1024; // bytes
    qint64 maxAnswer = qint64(4) * 1024 * 1024; // bytes between two lines of ours, and within a minute
    std::chrono::milliseconds farewell { 0 }; // from the end of its input until it is killed
};

// One run of a program that speaks MCP over its standard input and output: lines of JSON in and out.
class ProgramLine final : public McpLine
{
    Q_OBJECT

public:
    static constexpr qint64 maxUnread = qint64(1024) * 1024; // bytes of what we wrote
    static constexpr int maxNoise = 100; // lines that are no JSON objects
    static constexpr int complaintsPerMinute = 20; // lines of its standard error that are passed on to the log

    explicit ProgramLine(ProgramStart start, QObject* parent = nullptr);
    ~ProgramLine() override; // after closed()

    Result<> open() override; // Errors: those of `prepare`
    void send(const QJsonObject& message) override;
    void end(const QString& reason) override;

private:
    void newMinute();
    void readAnswers();
    void readComplaints();
    void onFinished(int status, QProcess::ExitStatus how);
    void kill(const QString& reason);

    ProgramStart m_start;
    QProcess m_process;
    QTimer m_farewell;
    QByteArray m_line;
    QByteArray m_complaint;
    QString m_reason;
    QElapsedTimer m_minute;
    qint64 m_bytes = 0; // since we last wrote, within the minute
    int m_noise = 0;
    int m_complaints = 0; // within the minute
    bool m_ended = false;
};

}
