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

QString messageOf(const QString& event, const QJsonValue& data)
{
    return QString::fromUtf8(QJsonDocument(QJsonObject { { u"event"_s, event }, { u"data"_s, data } }).toJson(QJsonDocument::Compact));
}

}

LiveFeed::LiveFeed(LiveLimits limits, QObject* parent)
    : QObject(parent)
    , m_limits(limits)
    , m_handshakes(limits.listeners, limits.handshake, this)
{
    m_pingTimer.setInterval(limits.pingEvery);
    connect(&m_pingTimer, &QTimer::timeout, this, &LiveFeed::ping);
}

LiveFeed::~LiveFeed()
{
    for (auto& [number, listener] : m_listeners)
        listener.socket->disconnect(this);
}

void LiveFeed::setSnapshot(std::function<QVector<Event>()> snapshot)
{
    m_snapshot = std::move(snapshot);
}

std::optional<http::Response> LiveFeed::adopt(const std::function<http::Upgrade()>& take)
{
    if (m_listeners.size() + m_handshakes.count() >= size_t(m_limits.listeners)) {
        return http::errorResponse(503, "too_many_listeners"_L1,
            QCoreApplication::translate("myna", "Too many programs look at this server at once. Close one and try again."));
    }
    const auto begun
        = [this](std::unique_ptr<QWebSocket> socket, http::Budget::Place place) { begin(std::move(socket), std::move(place)); };
    m_handshakes.answer(take(), { begun, {} });
    return std::nullopt;
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
