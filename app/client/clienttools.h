// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/devicedesk.h"
#include "mcp/toolfamily.h"
#include "protocol/provisioning.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace myna::client {

// What only a program with a window can do for the tools; each may be empty.
struct WindowHands
{
    std::function<void(const QString& name)> setTheme; // "light" or "dark"
};

// All tools of this computer, made with what they need and handed to the desk. Lives on the main thread.
class ClientTools final : public QObject
{
    Q_OBJECT

public:
    explicit ClientTools(DeviceDesk& desk, WindowHands hands = {}, QObject* parent = nullptr);
    ~ClientTools() override;

    // What the tools need of the line to the server: its proxy and certificate, and who we are there. Once for every connection.
    void reachBy(const protocol::ConnectionProfile& profile);

signals:
    void cameraInUse(bool inUse);

private:
    void add(std::unique_ptr<mcp::ToolFamily> family);
    void addComputer();

    DeviceDesk& m_desk;
    WindowHands m_hands;
    std::vector<std::unique_ptr<mcp::ToolFamily>> m_families;
};

}
