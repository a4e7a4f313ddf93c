// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/devicedesk.h"

#include <QJsonObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <vector>

namespace myna::client {

// The legacy `iot` face of things, for servers that call no tools: what there is, how it is, and what is to be done. A server that asks for
// tools hears nothing of it; what any server orders this way passes the same gate as a tool. Main thread.
class IotDesk final : public QObject
{
    Q_OBJECT

public:
    // Servers that call tools begin right after their greeting.
    static constexpr std::chrono::milliseconds toolsExpected { 3000 };

    explicit IotDesk(DeviceDesk& desk, std::chrono::milliseconds patience = toolsExpected, QObject* parent = nullptr);

    void addThings(things::ThingRegistry& things); // outlives the desk; of things with the same name those of the earlier registry count
    void join(ClientCore& core) const;

public slots:
    // Facts of the session.
    void greeted();
    void toolsAsked();
    void ended();
    void ordered(const QJsonObject& body);

signals:
    void told(const QJsonObject& body); // to the server

private:
    void announce();
    void tellStates();
    void carryOut(const QJsonObject& command);
    [[nodiscard]] QVector<things::Thing*> things() const;

    DeviceDesk& m_desk;
    std::vector<things::ThingRegistry*> m_registries;
    QTimer m_wait; // for a server that asks for tools
    QTimer m_telling; // changes of one moment are one message
    QSet<QString> m_changed;
    bool m_active = false; // the server knows of things
};

}
