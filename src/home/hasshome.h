// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "home/hassentity.h"
#include "home/homesource.h"
#include "things/thingregistry.h"

#include <QHash>
#include <QJsonArray>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <map>
#include <memory>

namespace myna::home {

// The things of a Home Assistant, over its WebSocket API with a long-lived access token.
class HassHome final : public HomeSource
{
    Q_OBJECT

public:
    static constexpr quint64 maxMessageBytes = 16 * 1024 * 1024; // the states of a large home, in one message

    // `address` as people have it in their browser. The registry outlives it.
    HassHome(const QUrl& address, QByteArray token, things::ThingRegistry& registry, HomeTiming timing = {}, QObject* parent = nullptr);
    ~HassHome() override;

    void start() override;

private:
    struct Member
    {
        HassEntity entity;
        HomeThing* thing = nullptr; // owned by the registry
    };
    using Answer = std::function<void(const Result<QJsonValue>& result)>;

    void dial();
    void onText(const QString& text);
    void onAuthenticated();
    void onEvent(const QJsonObject& event);
    void onGone(const Error& error);
    void ask(const QString& type, const Answer& answer, QJsonObject more = {});
    void ping();
    void takeRooms(const QJsonArray& areas, const QJsonArray& devices, const QJsonArray& entities);
    void takeStates(const QJsonArray& states);
    void takeState(const QString& id, const QJsonObject& state);
    void remove(const QString& id);
    [[nodiscard]] Result<Confirmation> send(const QString& id, const QString& property, const QVariant& value);
    [[nodiscard]] QString freeName(const QString& wish, const QString& key) const;

    QUrl m_address;
    QByteArray m_token;
    things::ThingRegistry& m_registry;
    HomeTiming m_timing;
    Backoff m_backoff;
    QTimer m_again;
    QTimer m_ping;
    QTimer m_limit; // for whatever Home Assistant should say next
    std::unique_ptr<QWebSocket> m_socket;
    QHash<int, Answer> m_questions; // by number
    int m_number = 0;
    std::map<QString, Member> m_members; // by entity
    QHash<QString, QString> m_rooms; // by entity
    QStringList m_hidden; // entities their owner does not want to see
};

}
