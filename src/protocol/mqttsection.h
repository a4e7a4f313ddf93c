// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace myna::protocol {

class JsonFields;

// Where the JSON of a session goes when it travels over MQTT, as the version check says it.
// Source: firmware main/protocols/mqtt_protocol.cc, py-xiaozhi protocols/mqtt_protocol.py.
struct MqttSection
{
    static constexpr quint16 securePort = 8883;

    QString host;
    quint16 port = securePort; // `endpoint` is host[:port]
    QString clientId; // empty: the broker may give one
    QString username; // empty: anonymous
    QString password; // never logged
    QString publishTopic;
    QString subscribeTopic; // empty: the broker pushes to this client by itself

    [[nodiscard]] bool secure() const { return port == securePort; } // the one rule every client follows: TLS on 8883, plain elsewhere
    bool operator==(const MqttSection&) const = default;
};

QDebug operator<<(QDebug debug, const MqttSection& section); // without its secret

QJsonObject toJson(const MqttSection& section); // with the secret: the body of an answer, nothing else
// The `mqtt` member. Nothing without an endpoint; what cannot be used is noted in the problem of `fields`.
std::optional<MqttSection> readMqttSection(JsonFields& fields);

}
