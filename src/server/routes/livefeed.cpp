// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/livefeed.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QWebSocket>

#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint64 maxIncomingBytes = 1024; // nothing a listener says is read
constexpr int tryAgainLater = 1013;

QString keyOf(const QHostAddress& address, quint16 port)
{
    return address.toString() + u'|' + QString::number(port);
}

QString messageOf(const QString& event, const QJsonValue& data)
{
    return QString::fromUtf8(QJsonDocument(QJsonObject { { u"event"_s, event }, { u"data"_s, data } }).toJson(QJsonDocument::Compact));
}

}

LiveFeed::LiveFeed(LiveLimits limits, QObject* parent)
    : QObject(parent)
    , m_limits(limits)
    , m_handshakes(u"Myna"_s, QWebSocketServer::NonSecureMode)
{
    m_handshakes.setMaxPendingConnections(limits.listeners);
    m_pingTimer.setInterval(limits.pingEvery);
    connect(&m_pingTimer, &QTimer::timeout, this, &LiveFeed::ping);
    connect(&m_handshakes, &QWebSocketServer::newConnection, this, &LiveFeed::takeConnections);
}

LiveFeed::~LiveFeed()
{
    for (auto& [number, listener] : m_listeners)
        listener.socket->disconnect(this);
    for (QTcpSocket* const socket : m_handshakes.findChildren<QTcpSocket*>())
        socket->disconnect(this);
}

void LiveFeed::setSnapshot(std::function<QVector<Event>()> snapshot)
{
    m_snapshot = std::move(snapshot);
}

std::optional<http::Response> LiveFeed::adopt(const std::function<http::Upgrade()>& take)
{
    if (m_listeners.size() + m_waiting.size() >= size_t(m_limits.listeners)) {
        return http::errorResponse(503, "too_many_listeners"_L1,
            QCoreApplication::translate("myna", "Too many programs look at this server at once. Close one and try again."));
    }
    http::Upgrade upgrade = take();
    QTcpSocket* const socket = upgrade.socket.release();
    const QString key = keyOf(socket->peerAddress(), socket->peerPort());
    m_waiting.insert_or_assign(key, std::move(upgrade.place));
    socket->setParent(&m_handshakes);
    connect(socket, &QTcpSocket::disconnected, this, [this, key] { m_waiting.erase(key); });
    QTimer::singleShot(m_limits.handshake, socket, [this, socket, key] {
        if (m_waiting.contains(key))
            socket->abort();
    });
    m_handshakes.handleConnection(socket);
    return std::nullopt;
}

void LiveFeed::takeConnections()
{
    while (m_handshakes.hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_handshakes.nextPendingConnection());
        if (!socket)
            return;
        socket->setParent(nullptr);
        const auto waiting = m_waiting.find(keyOf(socket->peerAddress(), socket->peerPort()));
        if (waiting == m_waiting.end()) {
            socket->abort();
            continue;
        }
        http::Budget::Place place = std::move(waiting->second);
        m_waiting.erase(waiting);
        begin(std::move(socket), std::move(place));
    }
}

void LiveFeed::begin(std::unique_ptr<QWebSocket> socket, http::Budget::Place place)
{
    QWebSocket* const wire = socket.get();
    wire->setMaxAllowedIncomingFrameSize(maxIncomingBytes);
    wire->setMaxAllowedIncomingMessageSize(maxIncomingBytes);
    // Queued: the signal comes out of the object that forget() destroys.
    const quint64 number = ++m_numbers;
    connect(
        wire, &QWebSocket::disconnected, this, [this, number] { forget(number); }, Qt::QueuedConnection);
    Listener& listener = m_listeners.emplace(number, Listener { std::move(socket), std::move(place), number }).first->second;
    connect(wire, &QWebSocket::pong, this, [this, number] {
        if (const auto found = m_listeners.find(number); found != m_listeners.end())
            found->second.unanswered = 0;
    });
    if (!m_pingTimer.isActive())
        m_pingTimer.start();
    if (m_snapshot) {
        for (const Event& event : m_snapshot())
            send(listener, messageOf(event.name, event.data));
    }
    emit listenersChanged(listeners());
}

void LiveFeed::publish(const QString& event, const QJsonValue& data)
{
    if (m_listeners.empty())
        return;
    const QString message = messageOf(event, data);
    for (auto& [number, listener] : m_listeners)
        send(listener, message);
}

void LiveFeed::send(Listener& listener, const QString& message)
{
    if (listener.leaving)
        return;
    if (listener.socket->bytesToWrite() + message.size() > m_limits.queuedBytes) {
        ++m_dropped;
        letGo(listener, tryAgainLater, u"This program does not read what it is told"_s);
        return;
    }
    listener.socket->sendTextMessage(message);
}

void LiveFeed::letGo(Listener& listener, int code, const QString& reason)
{
    listener.leaving = true;
    listener.socket->close(QWebSocketProtocol::CloseCode(code), reason);
    QTimer::singleShot(m_limits.closing, this, [this, number = listener.number] { forget(number); });
}

void LiveFeed::close(int code, const QString& reason)
{
    for (auto& [number, listener] : m_listeners) {
        if (!listener.leaving)
            letGo(listener, code, reason);
    }
}

// A computer that was switched off, or a network that forgot the connection, says nothing.
void LiveFeed::ping()
{
    QVector<quint64> gone;
    for (auto& [number, listener] : m_listeners) {
        if (listener.unanswered >= m_limits.unanswered)
            gone.append(number);
        else if (!listener.leaving) {
            ++listener.unanswered;
            listener.socket->ping();
        }
    }
    for (const quint64 number : gone) {
        ++m_dropped;
        forget(number);
    }
}

// One that still does not read is cut off.
void LiveFeed::forget(quint64 number)
{
    const auto found = m_listeners.find(number);
    if (found == m_listeners.end())
        return;
    QWebSocket* const socket = found->second.socket.release();
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
    m_listeners.erase(found);
    if (m_listeners.empty())
        m_pingTimer.stop();
    emit listenersChanged(listeners());
}

}

#include "moc_livefeed.cpp"
