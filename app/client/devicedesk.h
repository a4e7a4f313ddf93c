// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/mcpserver.h"
#include "things/lamp.h"
#include "things/speaker.h"
#include "things/thingregistry.h"

#include <QObject>

namespace myna::client {

class ClientCore;

// This computer's own things with the tool desk in front of them. Lives on the main thread.
class DeviceDesk final : public QObject
{
    Q_OBJECT

public:
    explicit DeviceDesk(int volumePercent, QObject* parent = nullptr);

    // Connects desk and speaker to the line; the line must be ready.
    void join(ClientCore& core);

    [[nodiscard]] things::ThingRegistry& things() { return m_things; }
    [[nodiscard]] things::Speaker& speaker() { return *m_speaker; }
    [[nodiscard]] things::Lamp& lamp() { return *m_lamp; }

signals:
    void volumeWanted(int percent);
    void called(const myna::mcp::CallReport& report);

private:
    things::ThingRegistry m_things;
    things::Speaker* m_speaker; // owned by m_things
    things::Lamp* m_lamp; // owned by m_things
    mcp::McpServer m_server;
};

}
