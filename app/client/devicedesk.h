// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/mcpserver.h"
#include "mcp/toolfamily.h"
#include "session/sessionmachine.h"
#include "things/lamp.h"
#include "things/speaker.h"
#include "things/thingregistry.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace myna::client {

class ClientCore;

// For servers that learn of other tools only when they are connected to.
struct ReconnectTiming
{
    std::chrono::milliseconds relist = mcp::McpServer::relistTime; // that they have to ask again
    std::chrono::milliseconds quiet { 5000 }; // nobody talks
    std::chrono::milliseconds between { 60000 }; // two reconnects
};

// This computer's own things and tools with the tool desk in front of them. Lives on the main thread.
class DeviceDesk final : public QObject
{
    Q_OBJECT

public:
    explicit DeviceDesk(int volumePercent, QObject* parent = nullptr);
    DeviceDesk(int volumePercent, const ReconnectTiming& timing, QObject* parent = nullptr);
    ~DeviceDesk() override;

    // Tools of a family, asked for again when it says that they changed. Of tools with the same name those of the earlier family count.
    void add(std::unique_ptr<mcp::ToolFamily> family);
    void addThings(things::ThingRegistry& things); // more than the own ones; outlives the desk
    // Connects desk and speaker to the line; the line must be ready.
    void join(ClientCore& core);
    // Who is talked to: the decisions for this profile count, and questions name it.
    void setServer(const QString& profile, const QString& name);

    [[nodiscard]] mcp::McpServer& server() { return m_server; }
    [[nodiscard]] mcp::Gate& gate() { return m_server.gate(); }
    [[nodiscard]] const mcp::Vision& vision() const { return m_server.vision(); }
    [[nodiscard]] things::ThingRegistry& things() { return m_things; }
    [[nodiscard]] things::Speaker& speaker() { return *m_speaker; }
    [[nodiscard]] things::Lamp& lamp() { return *m_lamp; }

signals:
    void volumeWanted(int percent);
    void called(const myna::mcp::CallReport& report);
    void visionChanged();

private:
    void collectSoon();
    void collect();
    void followState(session::State state);
    void reconnectSoon();
    void reconnect();

    things::ThingRegistry m_things;
    things::Speaker* m_speaker; // owned by m_things
    things::Lamp* m_lamp; // owned by m_things
    mcp::McpServer m_server;
    std::vector<std::unique_ptr<mcp::ToolFamily>> m_families;
    std::vector<things::ThingRegistry*> m_registries;
    ClientCore* m_core = nullptr;
    QTimer m_collecting;
    ReconnectTiming m_timing;
    session::State m_state = session::State::Idle;
    QTimer m_quiet;
    QElapsedTimer m_reconnected;
};

}
