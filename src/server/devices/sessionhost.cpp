// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/sessionhost.h"

#include "server/engines/enginepool.h"
#include "transport/websockettransport.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <vector>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// The request is there in full before the hand-over; only the answer is missing.
constexpr std::chrono::seconds handshakeLimit { 5 };
constexpr std::chrono::seconds closeLimit { 2 };
constexpr int maxPendingHandshakes = 1000;

}

SessionHost::SessionHost(EngineRegistry& engines, EnginePool& encoders, QObject* parent)
    : QObject(parent)
    , m_engines(engines)
    , m_encoders(encoders)
    , m_handshakes(maxPendingHandshakes, handshakeLimit, this)
{
}

SessionHost::~SessionHost()
{
    for (auto& [session, live] : m_live)
        session->disconnect(this);
}

void SessionHost::setTiming(const DialogueTiming& timing)
{
    m_timing = timing;
}

void SessionHost::setLimits(const Limits& limits)
{
    m_limits = limits;
}

void SessionHost::setServices(const DialogueServices& services, MemoryKeeper* memories)
{
    m_services = services;
    if (memories && !m_memories) {
        m_memories = std::make_unique<MemoryFolds>(
            *memories, [engines = &m_engines](const EngineWish& wish) { return engines->makeMemory(wish); });
    }
    m_services.memories = m_memories.get();
}

void SessionHost::setStopped(bool on)
{
    m_stopped = on;
    for (const auto& [session, live] : m_live)
        session->setStopped(on);
}

DeviceSession* SessionHost::find(quint64 number) const
{
    for (const auto& [session, live] : m_live) {
        if (live.number == number)
            return session;
    }
    return nullptr;
}

void SessionHost::say(quint64 number, const QString& text)
{
    if (DeviceSession* const session = find(number))
        session->say(text);
}

void SessionHost::ask(quint64 number, const QString& text)
{
    if (DeviceSession* const session = find(number))
        session->ask(text);
}

QJsonObject SessionHost::things(quint64 number) const
{
    const DeviceSession* const session = find(number);
    return session ? session->things() : QJsonObject();
}

void SessionHost::callTool(quint64 number, const QString& tool, const QJsonObject& arguments, const ToolResult& done)
{
    if (DeviceSession* const session = find(number))
        session->callTool(tool, arguments, done);
}

void SessionHost::adopt(http::Upgrade upgrade, const Admitted& admitted)
{
    const QString address = upgrade.socket->peerAddress().toString();
    const auto begun = [this, admitted, address](std::unique_ptr<QWebSocket> socket, http::Budget::Place place) {
        begin(std::move(socket), std::move(place), admitted, address);
    };
    const auto left = [this, number = admitted.number] {
        emit gone(number);
        if (isEmpty())
            emit emptied();
    };
    m_handshakes.answer(std::move(upgrade), { begun, left });
}

void SessionHost::turnAway(QWebSocket* socket, const Admitted& admitted)
{
    socket->setParent(this);
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(closeLimit, socket, [socket] { socket->deleteLater(); });
    socket->close(QWebSocketProtocol::CloseCode(tooManyConnectionsCode), u"Too many connections"_s);
    emit refused(admitted.facts.deviceId,
        QCoreApplication::translate("myna", "There are too many connections already, of this device or of all together."));
    emit gone(admitted.number);
}

void SessionHost::begin(std::unique_ptr<QWebSocket> socket, http::Budget::Place place, const Admitted& admitted, const QString& address)
{
    socket->setMaxAllowedIncomingFrameSize(transport::maxMessageBytes);
    socket->setMaxAllowedIncomingMessageSize(transport::maxMessageBytes);
    if (admitted.tooMany) {
        turnAway(socket.release(), admitted);
        return;
    }
    auto wire = std::make_unique<transport::WebSocketTransport>(std::move(socket), admitted.framing);
    wire->setIncomingLimits(m_limits.textBytes, m_limits.frameBytes);
    auto session = std::make_unique<DeviceSession>(std::move(wire), admitted.facts, m_engines, m_timing, &m_encoders);
    session->setServices(m_services);
    DeviceSession* const started = session.get();
    SessionRow row;
    row.address = address;
    row.since = QDateTime::currentDateTimeUtc();
    m_live.emplace(started, Live { std::move(session), std::move(place), admitted.number, row });
    connectSession(started);
    started->setStopped(m_stopped);
    emit connected(admitted.facts.deviceId);
    tell(started);
    started->start();
    if (m_leaving)
        started->close(QWebSocketProtocol::CloseCodeGoingAway, u"The server is being stopped"_s);
}

void SessionHost::connectSession(DeviceSession* session)
{
    connect(session, &DeviceSession::stateChanged, this, [this, session] { tell(session); });
    connect(session, &DeviceSession::wordsChanged, this, [this, session](const QString& latest) {
        m_live.at(session).row.lastWords = latest;
        tell(session);
    });
    connect(session, &DeviceSession::guessChanged, this, [this, session](const QString& text) {
        m_live.at(session).row.hears = text;
        tell(session);
    });
    connect(session, &DeviceSession::turnFinished, this, [this, session](const TurnReport& report) {
        m_live.at(session).row.lastTurn = report.timeline;
        emit turnFinished(report);
        tell(session);
    });
    const QString deviceId = session->facts().deviceId;
    connect(
        session, &DeviceSession::stateTold, this, [this, deviceId](const QString& thing, const QJsonObject& state, const QString& when) {
            emit stateTold(deviceId, thing, state, when);
        });
    connect(session, &DeviceSession::toolsChanged, this, [this, deviceId] { emit toolsChanged(deviceId); });
    connect(session, &DeviceSession::closed, this, [this, session](const QString& reason) { end(session, reason); });
    connect(session, &DeviceSession::offended, this, [this, session](const QString& what, int weight) {
        emit offended(session->facts(), m_live.at(session).row.address, what, weight);
    });
}

void SessionHost::tell(DeviceSession* session)
{
    Live& live = m_live.at(session);
    live.row.state = session->state();
    emit told(live.number, live.row);
}

void SessionHost::end(DeviceSession* session, const QString& reason)
{
    const auto found = m_live.find(session);
    if (found == m_live.end())
        return;
    const QString deviceId = session->facts().deviceId;
    const quint64 number = found->second.number;
    session->disconnect(this);
    found->second.session.release()->deleteLater(); // it is the sender
    m_live.erase(found);
    emit closed(deviceId, reason);
    emit gone(number);
    if (isEmpty())
        emit emptied();
}

// close() may end a session at once, so the list is taken first.
template<typename Condition>
void SessionHost::closeIf(Condition condition, int code, const QString& reason)
{
    std::vector<QPointer<DeviceSession>> chosen;
    for (const auto& [session, live] : m_live) {
        if (condition(session->facts()))
            chosen.emplace_back(session);
    }
    for (const auto& session : chosen) {
        if (session && m_live.contains(session))
            session->close(code, reason);
    }
}

void SessionHost::leave(int code, const QString& reason)
{
    m_leaving = true;
    closeIf([](const DeviceFacts&) { return true; }, code, reason);
    if (isEmpty())
        emit emptied();
}

void SessionHost::closeDevice(const QString& deviceId, int code, const QString& reason)
{
    closeIf([&](const DeviceFacts& facts) { return facts.deviceId == deviceId; }, code, reason);
}

void SessionHost::closeClient(const QString& deviceId, const QString& clientId, int code, const QString& reason)
{
    closeIf([&](const DeviceFacts& facts) { return facts.deviceId == deviceId && facts.clientId == clientId; }, code, reason);
}

void SessionHost::deviceBound(const QString& deviceId, const QString& clientId, const QString& token)
{
    for (const auto& [session, live] : m_live) {
        const DeviceFacts& facts = session->facts();
        if (facts.deviceId == deviceId && facts.clientId == clientId && !facts.activationCode.isEmpty())
            session->tellBinding({ protocol::BindState::Success, facts.websocketUrl, token, {} });
    }
    closeIf(
        [&](const DeviceFacts& facts) {
            return facts.deviceId == deviceId && (facts.clientId != clientId || !facts.activationCode.isEmpty());
        },
        QWebSocketProtocol::CloseCodeNormal, u"This device is bound now, connect again"_s);
}

void SessionHost::codeEnded(const QString& code, const protocol::BindStatus& status)
{
    std::vector<QPointer<DeviceSession>> told;
    for (const auto& [session, live] : m_live) {
        if (session->facts().activationCode == code && session->tellBinding(status))
            told.emplace_back(session);
    }
    for (const auto& session : told) {
        if (session && m_live.contains(session))
            session->close(QWebSocketProtocol::CloseCodeNormal, status.message);
    }
}

}

#include "moc_sessionhost.cpp"
