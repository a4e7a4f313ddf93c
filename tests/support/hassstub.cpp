// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hassstub.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

HassStub::HassStub(const QByteArray& token)
    : m_token(token)
    , m_server({}, QWebSocketServer::NonSecureMode)
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        m_peer = m_server.nextPendingConnection();
        m_peer->setParent(this);
        m_known = false;
        m_subscription = 0;
        ++m_visits;
        connect(m_peer, &QWebSocket::textMessageReceived, this, &HassStub::onText);
        send({ { u"type"_s, u"auth_required"_s }, { u"ha_version"_s, u"2026.11.1"_s } });
    });
}

QUrl HassStub::url() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_server.serverPort());
    return url;
}

void HassStub::setState(const QString& entity, const QString& state, const QJsonObject& attributes)
{
    m_states[entity] = { { u"entity_id"_s, entity }, { u"state"_s, state }, { u"attributes"_s, attributes } };
    tellChange(entity, m_states.value(entity));
}

void HassStub::removeEntity(const QString& entity)
{
    m_states.remove(entity);
    tellChange(entity, QJsonValue());
}

void HassStub::setRegistries(const QJsonArray& areas, const QJsonArray& devices, const QJsonArray& entities)
{
    m_areas = areas;
    m_devices = devices;
    m_entities = entities;
}

void HassStub::drop()
{
    if (m_peer)
        m_peer->abort();
}

void HassStub::send(const QJsonObject& message)
{
    if (m_peer)
        m_peer->sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void HassStub::answer(const QJsonObject& question, const QJsonValue& result)
{
    send({ { u"id"_s, question["id"_L1] }, { u"type"_s, u"result"_s }, { u"success"_s, true }, { u"result"_s, result } });
}

void HassStub::tellChange(const QString& entity, const QJsonValue& state)
{
    if (m_subscription == 0)
        return;
    const QJsonObject data { { u"entity_id"_s, entity }, { u"new_state"_s, state } };
    send({ { u"id"_s, m_subscription }, { u"type"_s, u"event"_s },
        { u"event"_s, QJsonObject { { u"event_type"_s, u"state_changed"_s }, { u"data"_s, data } } } });
}

void HassStub::onText(const QString& text)
{
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString type = message["type"_L1].toString();
    if (!m_known) {
        m_known = type == "auth"_L1 && message["access_token"_L1].toString().toUtf8() == m_token;
        send({ { u"type"_s, m_known ? u"auth_ok"_s : u"auth_invalid"_s } });
        if (!m_known)
            m_peer->close();
    } else if (type == "get_states"_L1) {
        QJsonArray states;
        for (const QJsonObject& state : std::as_const(m_states))
            states.append(state);
        answer(message, states);
    } else if (type == "config/area_registry/list"_L1) {
        answer(message, m_areas);
    } else if (type == "config/device_registry/list"_L1) {
        answer(message, m_devices);
    } else if (type == "config/entity_registry/list"_L1) {
        answer(message, m_entities);
    } else if (type == "subscribe_events"_L1) {
        m_subscription = message["id"_L1].toInt();
        answer(message, QJsonValue());
    } else if (type == "ping"_L1) {
        send({ { u"id"_s, message["id"_L1] }, { u"type"_s, u"pong"_s } });
    } else if (type == "call_service"_L1) {
        carryOut(message);
    }
}

void HassStub::carryOut(const QJsonObject& call)
{
    m_calls.append(call);
    if (!refusal.isEmpty()) {
        send({ { u"id"_s, call["id"_L1] }, { u"type"_s, u"result"_s }, { u"success"_s, false },
            { u"error"_s, QJsonObject { { u"code"_s, u"home_assistant_error"_s }, { u"message"_s, refusal } } } });
        return;
    }
    answer(call, QJsonObject());
    const QString entity = call["target"_L1].toObject()["entity_id"_L1].toString();
    if (!obeys || !m_states.contains(entity))
        return;
    const QString service = call["service"_L1].toString();
    const QJsonObject data = call["service_data"_L1].toObject();
    QString state = m_states.value(entity)["state"_L1].toString();
    QJsonObject attributes = m_states.value(entity)["attributes"_L1].toObject();
    if (service == "turn_on"_L1 || service == "turn_off"_L1)
        state = service == "turn_on"_L1 ? u"on"_s : u"off"_s;
    if (data.contains("brightness_pct"_L1))
        attributes.insert(u"brightness"_s, int(data["brightness_pct"_L1].toDouble() * 2.55));
    if (data.contains("rgb_color"_L1))
        attributes.insert(u"rgb_color"_s, data["rgb_color"_L1]);
    if (data.contains("temperature"_L1))
        attributes.insert(u"temperature"_s, data["temperature"_L1]);
    if (data.contains("hvac_mode"_L1))
        state = data["hvac_mode"_L1].toString();
    setState(entity, state, attributes);
}

}

#include "moc_hassstub.cpp"
