// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "home/homesource.h"
#include "home/mqttentity.h"
#include "protocol/mqttsection.h"
#include "things/thingregistry.h"
#include "transport/mqttclient.h"

#include <QHash>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>

namespace myna::home {

// The things that announce themselves on a broker as Home Assistant's discovery describes it.
class MqttHome final : public HomeSource
{
    Q_OBJECT

public:
    static constexpr int maxMessageBytes = 64 * 1024; // longer messages are dropped

    // The registry outlives it. Of `broker` its topics are not used.
    MqttHome(protocol::MqttSection broker, things::ThingRegistry& registry, HomeTiming timing = {}, QObject* parent = nullptr);
    ~MqttHome() override;

    void start() override;

private:
    struct Member
    {
        MqttEntity entity;
        QByteArray payload; // its announcement
        HomeThing* thing = nullptr; // owned by the registry
        QVector<std::optional<bool>> present; // by availability topic
        std::optional<bool> latest;
    };

    void dial();
    void onOpened();
    void onEnded(const transport::Closing& closing);
    void onMessage(const QString& topic, const QByteArray& payload);
    void onAnnounced(const QString& topic, const DiscoveryTopic& where, const QByteArray& payload);
    void onDeviceAnnounced(const QString& topic, const DiscoveryTopic& where, const QByteArray& payload);
    void add(const QString& topic, MqttEntity entity, const QByteArray& payload);
    void remove(const QString& topic);
    void listen(const QString& topic, const QString& member);
    void tellAvailability(Member& member, const QString& topic, const QByteArray& payload);
    void showReachable(Member& member);
    [[nodiscard]] Result<Confirmation> send(const QString& member, const QString& property, const QVariant& value);
    [[nodiscard]] QString freeName(const QString& wish, const QString& key) const;

    protocol::MqttSection m_broker;
    things::ThingRegistry& m_registry;
    HomeTiming m_timing;
    Backoff m_backoff;
    QTimer m_again;
    std::unique_ptr<transport::MqttClient> m_client;
    std::map<QString, Member> m_members; // by discovery topic; those of a device by topic, # and its own name
    QHash<QString, QByteArray> m_devices; // announcements of several things at once, by discovery topic
    QHash<QString, QStringList> m_listeners; // discovery topics by state or availability topic
};

}
