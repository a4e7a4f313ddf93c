// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/hasshome.h"

#include "home/thingnames.h"
#include "transport/closereason.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

constexpr std::chrono::seconds betweenPings { 30 };

QUrl socketOf(const QUrl& address)
{
    QUrl url = address;
    url.setScheme(address.scheme() == "https"_L1 || address.scheme() == "wss"_L1 ? u"wss"_s : u"ws"_s);
    url.setPath(u"/api/websocket"_s);
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

Error badToken()
{
    return { Error::Code::Refused,
        QCoreApplication::translate("myna",
            "Home Assistant does not accept this token. Make a new one in your Home Assistant profile, under long-lived access tokens.") };
}

}

HassHome::HassHome(const QUrl& address, QByteArray token, things::ThingRegistry& registry, HomeTiming timing, QObject* parent)
    : HomeSource(parent)
    , m_address(socketOf(address))
    , m_token(std::move(token))
    , m_registry(registry)
    , m_timing(timing)
    , m_backoff(timing)
{
    m_again.setSingleShot(true);
    m_limit.setSingleShot(true);
    m_limit.setInterval(timing.answer);
    m_ping.setInterval(betweenPings);
    connect(&m_again, &QTimer::timeout, this, &HassHome::dial);
    connect(&m_ping, &QTimer::timeout, this, &HassHome::ping);
    connect(&m_limit, &QTimer::timeout, this, [this] { onGone(transport::handshakeTimeout(m_address, m_timing.answer).error); });
}

HassHome::~HassHome()
{
    if (m_socket)
        m_socket->disconnect(this);
    for (const auto& [id, member] : m_members)
        m_registry.remove(member.thing->spec().name);
}

void HassHome::start()
{
    if (state() == LinkState::Off)
        dial();
}

void HassHome::dial()
{
    setState(LinkState::Connecting, error());
    m_number = 0;
    m_questions.clear();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingMessageSize(maxMessageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(maxMessageBytes);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &HassHome::onText);
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        onGone(state() == LinkState::Connected ? transport::lostConnection({}).error
                                               : transport::handshakeFailure(m_address, m_socket->error(), m_socket->errorString()).error);
    });
    connect(
        m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this](QAbstractSocket::SocketError problem) {
            if (state() == LinkState::Connecting)
                onGone(transport::handshakeFailure(m_address, problem, m_socket->errorString()).error);
        });
    m_limit.start();
    m_socket->open(m_address);
}

void HassHome::onGone(const Error& error)
{
    m_limit.stop();
    m_ping.stop();
    m_questions.clear();
    m_socket->disconnect(this);
    m_socket->abort();
    m_again.start(error.code == Error::Code::Refused ? m_timing.longestWait : m_backoff.next());
    setState(LinkState::Waiting, error);
    for (auto& [id, member] : m_members)
        member.thing->tellReachable(false);
}

void HassHome::onText(const QString& text)
{
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString type = message["type"_L1].toString();
    if (type == "auth_required"_L1) {
        m_socket->sendTextMessage(
            QString::fromUtf8(QJsonDocument(QJsonObject { { u"type"_s, u"auth"_s }, { u"access_token"_s, QString::fromUtf8(m_token) } })
                                  .toJson(QJsonDocument::Compact)));
    } else if (type == "auth_ok"_L1) {
        onAuthenticated();
    } else if (type == "auth_invalid"_L1) {
        onGone(badToken());
    } else if (type == "event"_L1) {
        onEvent(message["event"_L1].toObject());
    } else if (type == "result"_L1 || type == "pong"_L1) {
        const Answer answer = m_questions.take(message["id"_L1].toInt());
        if (!answer)
            return;
        if (type == "pong"_L1 || message["success"_L1].toBool())
            return answer(message["result"_L1]);
        constexpr qsizetype maxReason = 200;
        answer(Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "Home Assistant says: %1")
                .arg(message["error"_L1].toObject()["message"_L1].toString().simplified().left(maxReason)) });
    }
}

void HassHome::ask(const QString& type, const Answer& answer, QJsonObject more)
{
    const int number = ++m_number;
    more.insert(u"id"_s, number);
    more.insert(u"type"_s, type);
    m_questions.insert(number, answer);
    m_socket->sendTextMessage(QString::fromUtf8(QJsonDocument(more).toJson(QJsonDocument::Compact)));
}

// Rooms first, so that every thing is made once; who may not read them has things without rooms. Answers come in any order.
void HassHome::onAuthenticated()
{
    struct Lists
    {
        QHash<QString, QJsonArray> lists;
        int waiting = 4;
    };
    const auto lists = std::make_shared<Lists>();
    const auto take = [this, lists](const QString& type) {
        return [this, lists, type](const Result<QJsonValue>& result) {
            lists->lists.insert(type, result ? result->toArray() : QJsonArray());
            if (--lists->waiting > 0)
                return;
            takeRooms(lists->lists.value(u"config/area_registry/list"_s), lists->lists.value(u"config/device_registry/list"_s),
                lists->lists.value(u"config/entity_registry/list"_s));
            takeStates(lists->lists.value(u"get_states"_s));
        };
    };
    for (const QString& type :
        { u"config/area_registry/list"_s, u"config/device_registry/list"_s, u"config/entity_registry/list"_s, u"get_states"_s })
        ask(type, take(type));
    ask(u"subscribe_events"_s, [](const Result<QJsonValue>&) {}, { { u"event_type"_s, u"state_changed"_s } });
}

void HassHome::takeRooms(const QJsonArray& areas, const QJsonArray& devices, const QJsonArray& entities)
{
    QHash<QString, QString> names;
    for (const auto& area : areas)
        names.insert(area["area_id"_L1].toString(), area["name"_L1].toString().simplified());
    QHash<QString, QString> ofDevice;
    for (const auto& device : devices)
        ofDevice.insert(device["id"_L1].toString(), names.value(device["area_id"_L1].toString()));
    m_rooms.clear();
    m_hidden.clear();
    for (const auto& entity : entities) {
        const QString id = entity["entity_id"_L1].toString();
        const QString own = names.value(entity["area_id"_L1].toString());
        m_rooms.insert(id, own.isEmpty() ? ofDevice.value(entity["device_id"_L1].toString()) : own);
        if (entity["hidden_by"_L1].isString() || entity["entity_category"_L1].isString())
            m_hidden.append(id);
    }
}

void HassHome::takeStates(const QJsonArray& states)
{
    m_limit.stop();
    m_backoff.reset();
    m_ping.start();
    setState(LinkState::Connected);
    QStringList gone;
    for (const auto& [id, member] : m_members)
        gone.append(id);
    for (const auto& state : states) {
        const QString id = state["entity_id"_L1].toString();
        gone.removeAll(id);
        takeState(id, state.toObject());
    }
    for (const QString& id : std::as_const(gone))
        remove(id);
}

void HassHome::onEvent(const QJsonObject& event)
{
    const QJsonObject data = event["data"_L1].toObject();
    if (event["event_type"_L1].toString() != "state_changed"_L1 || state() != LinkState::Connected)
        return;
    const QString id = data["entity_id"_L1].toString();
    if (data["new_state"_L1].isObject())
        takeState(id, data["new_state"_L1].toObject());
    else
        remove(id);
}

QString HassHome::freeName(const QString& wish, const QString& key) const
{
    QString name = wish;
    for (int attempt = 0; m_registry.find(name); ++attempt)
        name = otherName(wish, key, attempt);
    return name;
}

void HassHome::takeState(const QString& id, const QJsonObject& state)
{
    auto known = m_members.find(id);
    // What was not reachable when it was met does not say then what it can do.
    if (known != m_members.end() && !known->second.thing->isReachable() && isHassReachable(state)) {
        const Result<HassEntity> now = makeHassEntity(state, m_rooms.value(id));
        if (now && now->spec.properties != known->second.entity.spec.properties) {
            remove(id);
            known = m_members.end();
        }
    }
    if (known == m_members.end()) {
        if (m_hidden.contains(id))
            return;
        Result<HassEntity> made = makeHassEntity(state, m_rooms.value(id));
        if (!made)
            return;
        if (qsizetype(m_members.size()) >= maxHomeThings)
            return countLeftOut();
        HassEntity entity = std::move(made).value();
        things::ThingSpec spec = entity.spec;
        spec.name = freeName(spec.name, id);
        nameTools(spec);
        auto thing = std::make_unique<HomeThing>(
            spec, [this, id](const QString& property, const QVariant& value) { return send(id, property, value); }, m_timing.confirmation);
        known = m_members.insert_or_assign(id, Member { std::move(entity), thing.get() }).first;
        thing->tell(hassValues(state));
        thing->tellReachable(isHassReachable(state));
        // A free name cannot be refused.
        [[maybe_unused]] const Result<> added = m_registry.add(std::move(thing));
        return;
    }
    known->second.thing->tellReachable(isHassReachable(state));
    known->second.thing->tell(hassValues(state));
}

void HassHome::remove(const QString& id)
{
    const auto member = m_members.find(id);
    if (member == m_members.end())
        return;
    const QString name = member->second.thing->spec().name;
    m_members.erase(member);
    m_registry.remove(name);
}

Result<Confirmation> HassHome::send(const QString& id, const QString& property, const QVariant& value)
{
    const auto member = m_members.find(id);
    if (member == m_members.end() || state() != LinkState::Connected)
        return Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "Home Assistant cannot be reached now.") };
    const HassOrdering order = member->second.entity.orders.value(property);
    if (!order.call)
        return Error { Error::Code::Refused, QCoreApplication::translate("myna", "%1 can be read but not changed.").arg(property) };
    const ServiceCall call = order.call(value);
    const auto refused = [thing = QPointer<HomeThing>(member->second.thing), property](const Result<QJsonValue>& result) {
        if (!result && thing)
            thing->refuse(property, result.error());
    };
    ask(u"call_service"_s, refused,
        { { u"domain"_s, call.domain }, { u"service"_s, call.service }, { u"service_data"_s, call.data },
            { u"target"_s, QJsonObject { { u"entity_id"_s, id } } } });
    return order.confirmation;
}

void HassHome::ping()
{
    m_limit.start();
    ask(u"ping"_s, [this](const Result<QJsonValue>&) { m_limit.stop(); });
}

}

#include "moc_hasshome.cpp"
