// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/mcpclient.h"
#include "server/toolbox/mcpline.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace myna::server {

enum class ProviderKind {
    Plugin, // a program behind walls
    Program, // one that the owner trusts
    Service, // over HTTP
    Endpoint, // over a WebSocket, with programs behind it that come and go
};

// Somebody who offers tools over MCP, and how to get there.
struct ProviderSpec
{
    QString name;
    ProviderKind kind = ProviderKind::Plugin;
    std::chrono::milliseconds timeLimit { 5000 }; // of one call
    int atOnce = 1; // calls
    int lateCalls = 1; // so many in a row without an answer, and it is begun anew: it may hang for ever
    std::function<std::unique_ptr<McpLine>()> line; // a new one for each beginning, on the providers' thread
};

struct ProviderTiming
{
    std::chrono::milliseconds hello { 10000 }; // from its start to its list of tools
    std::chrono::milliseconds backoff { 250 }; // before the first restart; twice as long before each further one
    std::chrono::milliseconds window { 60000 }; // within which it is restarted `restarts` times at most
    std::chrono::milliseconds rest { 60000 }; // after that
    int restarts = 3;
};

// Keeps one provider's line open and its tools known, begins it again when it ends, though not for ever, and lets as many calls through as
// it takes. Lives on the providers' thread.
class ToolProvider final : public QObject
{
    Q_OBJECT

public:
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

    explicit ToolProvider(ProviderSpec spec, const ProviderTiming& timing = {}, QObject* parent = nullptr);
    ~ToolProvider() override; // after stopped()

    void start();
    void stop(); // stopped() follows, at once or when the line has ended
    // `done` is called exactly once, now or later. Errors: Refused (it says so), Timeout, Unavailable, Protocol.
    void call(const QString& tool, const QJsonObject& arguments, ToolResult done);

    [[nodiscard]] const ProviderSpec& spec() const { return m_spec; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QVector<mcp::ToolSpec>& tools() const { return m_client.tools(); } // as it names them; while it is ready
    [[nodiscard]] QString trouble() const { return m_trouble; } // of the last run; a sentence

signals:
    void changed(); // state or tools
    void failed(const QString& text); // for the owner
    void stopped();

private:
    struct Call
    {
        QString tool;
        QJsonObject arguments;
        ToolResult done;
    };
    void launch();
    void refuse(const Error& error);
    void onListed();
    void next();
    void finish(Call& call, const Result<QString>& result);
    void endLine(const QString& reason);
    void onClosed(const QString& reason);
    void restartLater();
    void failWaiting(const Error& error);
    void enter(State state);
    [[nodiscard]] QString sentence(const char* ofPlugins, const char* ofServers) const;

    ProviderSpec m_spec;
    ProviderTiming m_timing;
    McpClient m_client;
    std::unique_ptr<McpLine> m_line;
    State m_state = State::Stopped;
    QString m_trouble;
    QTimer m_later;
    QElapsedTimer m_clock;
    QVector<qint64> m_restarts; // ms of m_clock, those within the window
    std::deque<Call> m_waiting;
    int m_running = 0; // calls
    int m_late = 0; // in a row
    bool m_stopping = false;
};

}
