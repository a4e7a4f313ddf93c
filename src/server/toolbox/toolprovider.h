// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/jsonrpc.h"
#include "server/toolbox/pluginprocess.h"
#include "server/toolbox/toolbox.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace myna::server {

struct PluginTiming
{
    std::chrono::milliseconds hello { 10000 }; // from its start to its list of tools
    std::chrono::milliseconds backoff { 250 }; // before the first restart; twice as long before each further one
    std::chrono::milliseconds window { 60000 }; // within which it is restarted `restarts` times at most
    std::chrono::milliseconds rest { 60000 }; // after that
    int restarts = 3;
};

// A program that offers tools, spoken to in MCP over its standard input and output. It is started again when it ends, though not for ever;
// answers one call after the other. Lives on the plugins' thread.
class Plugin final : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxTools = 128;
    static constexpr int maxPages = 32;
    static constexpr int maxWaiting = 16; // calls
    static constexpr std::chrono::milliseconds longestCall { 30000 };

    enum class State {
        Stopped,
        Starting,
        Ready,
        Ending, // it was told to
        Restarting, // a little later
        Resting, // it ended too often
        Refused, // it cannot be started at all
    };

    explicit Plugin(PluginSpec spec, const PluginTiming& timing = {}, QObject* parent = nullptr);
    ~Plugin() override; // after stopped()

    void start();
    void stop(); // stopped() follows, at once or when the process has ended
    // `done` is called exactly once, later. Errors: Refused (it says so), Timeout, Unavailable, Protocol.
    void call(const QString& tool, const QJsonObject& arguments, ToolResult done);

    [[nodiscard]] const PluginSpec& spec() const { return m_spec; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const { return m_tools; } // as it names them; while it is ready
    [[nodiscard]] QString trouble() const { return m_trouble; } // of the last run; a sentence

signals:
    void changed(); // state or tools
    void failed(const QString& text); // for the owner
    void stopped();

private:
    using Answer = std::function<void(const Result<QJsonObject>&)>;
    struct Call
    {
        QString tool;
        QJsonObject arguments;
        ToolResult done;
    };
    void launch();
    void refuse(const Error& error);
    void request(const QString& method, const QJsonObject& params, std::chrono::milliseconds limit, Answer answer);
    void receive(const QJsonObject& message);
    void settle(const Result<QJsonObject>& result); // of the request under way
    void listPage(const QString& cursor);
    void takePage(const QJsonObject& page);
    void next();
    void endProcess(const QString& reason);
    void onEnded(const QString& reason);
    void restartLater();
    void failWaiting(const Error& error);
    void enter(State state);

    PluginSpec m_spec;
    PluginTiming m_timing;
    QTemporaryDir m_folder;
    std::unique_ptr<PluginProcess> m_process;
    State m_state = State::Stopped;
    QString m_trouble;
    QVector<mcp::ToolSpec> m_tools;
    QVector<mcp::ToolSpec> m_listing;
    int m_pages = 0;
    qint64 m_lastId = 0;
    Answer m_answer; // of the request under way
    QTimer m_limit; // for it
    QTimer m_later;
    QElapsedTimer m_clock;
    QVector<qint64> m_restarts; // ms of m_clock, those within the window
    std::deque<Call> m_waiting; // the first is under way when m_calling
    bool m_calling = false;
    bool m_stopping = false;
};

// The words of a result of `tools/call`. Errors: Refused, with the tool's own words.
Result<QString> callResult(const QJsonObject& result);

}
