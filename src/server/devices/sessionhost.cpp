// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/sessionhost.h"

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

QString keyOf(const QHostAddress& address, quint16 port)
{
    return address.toString() + u'|' + QString::number(port);
}

// Sessions that only hear their code are counted apart: nobody can shut a device out by using its id.
QString admissionKey(const DeviceFacts& facts)
{
    return facts.activationCode.isEmpty() ? facts.deviceId : facts.deviceId + u'|' + facts.clientId;
}

}

SessionHost::SessionHost(EngineRegistry& engines, Admission& admission, QObject* parent)
    : QObject(parent)
    , m_engines(engines)
    , m_admission(admission)
    , m_handshakes(u"Myna"_s, QWebSocketServer::NonSecureMode)
{
    m_handshakes.setMaxPendingConnections(maxPendingHandshakes);
    connect(&m_handshakes, &QWebSocketServer::newConnection, this, &SessionHost::takeConnections);
}

SessionHost::~SessionHost()
{
    for (auto& [session, live] : m_live)
        session->disconnect(this);
    for (QTcpSocket* const socket : m_handshakes.findChildren<QTcpSocket*>())
        socket->disconnect(this);
}

void SessionHost::setTiming(const DialogueTiming& timing)
{
    m_timing = timing;
}

void SessionHost::setLimits(const Limits& limits)
{
    m_limits = limits;
}

void SessionHost::setStopped(bool on)
{
    m_stopped = on;
    for (const auto& [session, live] : m_live)
        session->setStopped(on);
}

DeviceSession* SessionHost::newestOf(const QString& deviceId) const
{
    DeviceSession* newest = nullptr;
    for (const auto& [session, live] : m_live) {
        const DeviceFacts& facts = session->facts();
        if (facts.deviceId == deviceId && facts.activationCode.isEmpty() && (!newest || live.number > m_live.at(newest).number))
            newest = session;
    }
    return newest;
}

void SessionHost::say(const QString& deviceId, const QString& text)
{
    if (DeviceSession* const session = newestOf(deviceId))
        session->say(text);
}

void SessionHost::ask(const QString& deviceId, const QString& text)
{
    if (DeviceSession* const session = newestOf(deviceId))
        session->ask(text);
}

void SessionHost::adopt(http::Upgrade upgrade, const DeviceFacts& facts, protocol::Framing framing)
{
    const QString key = keyOf(upgrade.socket->peerAddress(), upgrade.socket->peerPort());
    m_waiting.insert_or_assign(key, Waiting { facts, framing, std::move(upgrade.place), upgrade.socket->peerAddress().toString() });
    QTcpSocket* const socket = upgrade.socket.release();
    socket->setParent(&m_handshakes);
    const auto forget = [this, key] {
        if (m_waiting.erase(key) > 0 && isEmpty())
            emit emptied();
    };
    connect(socket, &QTcpSocket::disconnected, this, forget);
    QTimer::singleShot(handshakeLimit, socket, [this, socket, key] {
        if (m_waiting.contains(key))
            socket->abort();
    });
    m_handshakes.handleConnection(socket);
}

void SessionHost::takeConnections()
{
    while (m_handshakes.hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_handshakes.nextPendingConnection());
        if (!socket)
            return;
        socket->setParent(nullptr);
        socket->setMaxAllowedIncomingFrameSize(transport::maxMessageBytes);
        socket->setMaxAllowedIncomingMessageSize(transport::maxMessageBytes);
        const auto waiting = m_waiting.find(keyOf(socket->peerAddress(), socket->peerPort()));
        if (waiting == m_waiting.end()) {
            socket->abort();
            continue;
        }
        Waiting admitted = std::move(waiting->second);
        m_waiting.erase(waiting);
        begin(std::move(socket), std::move(admitted));
    }
}

void SessionHost::begin(std::unique_ptr<QWebSocket> socket, Waiting waiting)
{
    const QString key = admissionKey(waiting.facts);
    if (!m_admission.enter(key)) {
        QWebSocket* const leaving = socket.release();
        leaving->setParent(this);
        connect(leaving, &QWebSocket::disconnected, leaving, &QObject::deleteLater);
        QTimer::singleShot(closeLimit, leaving, [leaving] { leaving->deleteLater(); });
        leaving->close(QWebSocketProtocol::CloseCode(tooManyConnectionsCode), u"Too many connections"_s);
        emit refused(waiting.facts.deviceId, QCoreApplication::translate("myna", "This device has too many connections already."));
        return;
    }
    auto wire = std::make_unique<transport::WebSocketTransport>(std::move(socket), waiting.framing);
    wire->setIncomingLimits(m_limits.textBytes, m_limits.frameBytes);
    auto session = std::make_unique<DeviceSession>(std::move(wire), waiting.facts, m_engines, m_timing);
    DeviceSession* const started = session.get();
    m_live.emplace(started,
        Live { std::move(session), std::move(waiting.place), key, ++m_numbers, {}, {}, waiting.address, QDateTime::currentDateTimeUtc() });
    connect(started, &DeviceSession::stateChanged, this, &SessionHost::rowsChanged);
    connect(started, &DeviceSession::wordsChanged, this, [this, started](const QString& latest) {
        m_live.at(started).lastWords = latest;
        emit rowsChanged();
    });
    connect(started, &DeviceSession::turnFinished, this, [this, started](const TurnReport& report) {
        m_live.at(started).lastTurn = report.timeline;
        emit turnFinished(report);
        emit rowsChanged();
    });
    connect(started, &DeviceSession::closed, this, [this, started](const QString& reason) { end(started, reason); });
    connect(started, &DeviceSession::offended, this,
        [this, started](const QString& what, int weight) { emit offended(started->facts(), m_live.at(started).address, what, weight); });
    started->setStopped(m_stopped);
    emit connected(waiting.facts.deviceId);
    emit rowsChanged();
    started->start();
}

void SessionHost::end(DeviceSession* session, const QString& reason)
{
    const auto found = m_live.find(session);
    if (found == m_live.end())
        return;
    const QString deviceId = session->facts().deviceId;
    m_admission.leave(found->second.key);
    session->disconnect(this);
    found->second.session.release()->deleteLater(); // it is the sender
    m_live.erase(found);
    emit closed(deviceId, reason);
    emit rowsChanged();
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

void SessionHost::closeAll(int code, const QString& reason)
{
    closeIf([](const DeviceFacts&) { return true; }, code, reason);
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

void SessionHost::describe(DeviceRow& row) const
{
    quint64 newest = 0;
    for (const auto& [session, live] : m_live) {
        const DeviceFacts& facts = session->facts();
        if (facts.deviceId != row.deviceId || !facts.activationCode.isEmpty() || live.number < newest)
            continue;
        newest = live.number;
        row.state = session->state();
        row.lastWords = live.lastWords;
        row.lastTurn = live.lastTurn;
        row.address = live.address;
        row.connectedSince = live.since;
    }
}

}
