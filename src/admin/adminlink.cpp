// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminlink.h"

#include "net/certificatepin.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QNetworkProxy>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::admin {

namespace {
constexpr quint64 largestMessage = 8ULL * 1024 * 1024;
}

AdminLink::AdminLink(LinkTiming timing, QObject* parent)
    : QObject(parent)
    , m_timing(std::move(timing))
    , m_client(m_timing.limit)
{
    for (QTimer* timer : { &m_retry, &m_silence })
        timer->setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &AdminLink::attempt);
    connect(&m_silence, &QTimer::timeout, this, &AdminLink::onLost);
    connect(&m_ping, &QTimer::timeout, this, [this] {
        if (m_socket)
            m_socket->ping();
    });
}

AdminLink::~AdminLink()
{
    hangUp();
}

void AdminLink::follow(const Finder& finder)
{
    hangUp();
    m_finder = finder;
    m_tries = 0;
    m_error = {};
    attempt();
}

void AdminLink::leave()
{
    hangUp();
    m_finder = {};
    m_error = {};
    m_client.setPlace({});
    setState(State::Off);
}

void AdminLink::tryNow()
{
    if (m_finder && m_state != State::Connected) {
        hangUp();
        attempt();
    }
}

// Asks something small first: a socket that is refused does not say why.
void AdminLink::attempt()
{
    m_retry.stop();
    m_certificate.clear();
    setState(State::Connecting);
    const auto place = m_finder();
    if (!place) {
        wait(place.error());
        return;
    }
    m_client.setPlace(place.value());
    m_client.get(u"/admin/emergency-stop"_s, {}, this, [this](const AdminAnswer& answer) { onGreeted(answer); });
}

void AdminLink::onGreeted(const AdminAnswer& answer)
{
    if (answer.ok) {
        dial();
        return;
    }
    m_certificate = answer.certificate;
    const bool refused = answer.status == 401 || answer.status == 403 || !answer.certificate.isEmpty();
    if (!refused) {
        wait(answer.error);
        return;
    }
    m_error = answer.error;
    if (answer.status == 401)
        m_error.text = QCoreApplication::translate("myna", "%1 does not know this token. It is the one set as server.admin_token there.")
                           .arg(m_client.place().name());
    setState(State::Refused);
}

void AdminLink::dial()
{
    const AdminPlace& place = m_client.place();
    m_socket = std::make_unique<QWebSocket>();
    QWebSocket* const socket = m_socket.get();
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setMaxAllowedIncomingMessageSize(largestMessage);
    socket->setMaxAllowedIncomingFrameSize(largestMessage);
    if (!place.pinned.isEmpty()) {
        socket->setSslConfiguration(net::configurationFor(place.pinned));
        socket->ignoreSslErrors(net::forgivenErrors(place.pinned));
    }
    connect(socket, &QWebSocket::connected, this, [this] {
        m_tries = 0;
        m_error = {};
        m_silence.start(m_timing.silence);
        m_ping.start(m_timing.pingEvery);
        setState(State::Connected);
    });
    connect(socket, &QWebSocket::textMessageReceived, this, &AdminLink::onMessage);
    connect(socket, &QWebSocket::pong, this, [this] { m_silence.start(m_timing.silence); });
    // Also follows every error. Queued: it may come out of open().
    connect(socket, &QWebSocket::disconnected, this, &AdminLink::onLost, Qt::QueuedConnection);
    m_silence.start(m_timing.limit);
    QUrl url = place.url;
    url.setScheme(url.scheme() == u"https" ? u"wss"_s : u"ws"_s);
    url.setPath(u"/admin/live"_s);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + place.token);
    socket->open(request);
}

void AdminLink::onMessage(const QString& message)
{
    m_silence.start(m_timing.silence);
    const QJsonObject json = QJsonDocument::fromJson(message.toUtf8()).object();
    const QString event = json["event"_L1].toString();
    if (!event.isEmpty())
        emit happened(event, json["data"_L1]);
}

void AdminLink::onLost()
{
    if (!m_socket)
        return;
    const bool was = m_state == State::Connected;
    hangUp();
    wait({ Error::Code::Network,
        was ? QCoreApplication::translate("myna", "The connection to %1 was lost.").arg(m_client.place().name())
            : QCoreApplication::translate("myna", "%1 does not tell what happens on it.").arg(m_client.place().name()) });
}

void AdminLink::hangUp()
{
    m_retry.stop();
    m_ping.stop();
    m_silence.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater(); // we may be inside one of its signals
    }
}

void AdminLink::wait(const Error& error)
{
    m_error = error;
    m_retry.start(m_timing.retries.at(std::min(m_tries, m_timing.retries.size() - 1)));
    ++m_tries;
    setState(State::Waiting);
}

void AdminLink::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(state);
}

}

#include "moc_adminlink.cpp"
