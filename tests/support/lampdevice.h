// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/mosquittorig.h"
#include "transport/mqttclient.h"

namespace myna::test {

// A lamp of somebody else's making: does what it is told, and says so.
struct LampDevice
{
    explicit LampDevice(const MosquittoRig& broker)
        : client([&broker] {
            protocol::MqttSection section = broker.section();
            section.clientId = QStringLiteral("lamp");
            return section;
        }())
    {
        QObject::connect(&client, &transport::MqttClient::opened, &client, [this] { client.subscribe(QStringLiteral("home/lamp/+")); });
        QObject::connect(&client, &transport::MqttClient::subscribed, &client, [this] { ready = true; });
        QObject::connect(&client, &transport::MqttClient::received, &client, [this](const QByteArray& payload, const QString& topic) {
            if (topic == QLatin1String("home/lamp/set") && obeys)
                client.publish(QStringLiteral("home/lamp/state"), payload, { .qos = 1, .retain = true });
        });
        client.open();
    }
    transport::MqttClient client;
    bool ready = false;
    bool obeys = true;
};

}
