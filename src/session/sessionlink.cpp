// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionlink.h"

#include "transport/farewell.h"
#include "transport/maketransport.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::session {
namespace {

// RFC 6455: the server stops; it will be back.
constexpr int goingAway = 1001;

transport::TransportCounters sum(const transport::TransportCounters& past, const transport::TransportCounters& now)
{
    return { .bytesSent = past.bytesSent + now.bytesSent,
        .bytesReceived = past.bytesReceived + now.bytesReceived,
        .framesSent = past.framesSent + now.framesSent,
        .framesReceived = past.framesReceived + now.framesReceived,
        .framesDropped = past.framesDropped + now.framesDropped,
        .badFrames = past.badFrames + now.badFrames,
        .roundTripMs = now.roundTripMs >= 0 ? now.roundTripMs : past.roundTripMs };
}

transport::Closing failure(Error::Code code, const QString& text)
{
    return { .error = { code, text } };
}

bool needsAnotherSetting(Error::Code code)
{
    return code == Error::Code::Invalid || code == Error::Code::NotFound;
}

}

SessionLink::SessionLink(TransportFactory factory, protocol::Hello hello, std::chrono::milliseconds helloLimit,
    std::chrono::milliseconds bindingLimit, QObject* parent)
    : QObject(parent)
    , m_factory(std::move(factory))
    , m_hello(std::move(hello))
    , m_helloLimit(helloLimit)
    , m_bindingLimit(bindingLimit)
    , m_helloTimer(this)
{
    m_helloTimer.setSingleShot(true);
    connect(&m_helloTimer, &QTimer::timeout, this, &SessionLink::onHelloOverdue);
}

SessionLink::~SessionLink()
{
    if (m_transport) {
        m_transport->disconnect(this);
        m_transport->close();
    }
}

void SessionLink::open(const protocol::ConnectionProfile& profile)
{
    close();
    if (const auto wire = transport::wireFor(profile); !wire) {
        end(Ending::Hopeless, { .error = wire.error() });
        return;
    }
    m_transport = m_factory(profile);
    if (!m_transport) {
        end(Ending::Hopeless,
            failure(Error::Code::Unavailable, QCoreApplication::translate("myna", "This kind of connection is not available here.")));
        return;
    }
    m_phase = Phase::Dialling;
    m_spoken = false;
    m_plainText.clear();
    m_sessionId.clear();
    m_auth.reset();
    if (profile.saysAuth)
        m_auth = protocol::Auth {
            .deviceId = profile.identity.deviceId, .clientId = profile.identity.clientId, .serialNumber = profile.identity.serialNumber
        };
    m_hello.version = int(profile.framing);
    m_hello.transport = m_transport->helloName();
    connect(m_transport.get(), &transport::Transport::opened, this, &SessionLink::onOpened);
    connect(m_transport.get(), &transport::Transport::messageReceived, this, &SessionLink::onMessage);
    connect(m_transport.get(), &transport::Transport::audioReceived, this, &SessionLink::onAudio);
    connect(m_transport.get(), &transport::Transport::plainTextReceived, this, &SessionLink::onPlainText);
    connect(m_transport.get(), &transport::Transport::closed, this, &SessionLink::onClosed);
    m_transport->open();
}

bool SessionLink::close()
{
    const bool was = m_transport != nullptr;
    drop();
    return was;
}

void SessionLink::send(const protocol::Body& body)
{
    if (m_transport)
        m_transport->send({ m_sessionId, body });
}

void SessionLink::sendAudio(const protocol::AudioPacket& packet)
{
    if (m_transport)
        m_transport->sendAudio(packet);
}

void SessionLink::probe()
{
    if (m_transport)
        m_transport->probe();
}

transport::TransportCounters SessionLink::counters() const
{
    return m_transport ? sum(m_past, m_transport->counters()) : m_past;
}

void SessionLink::onOpened()
{
    m_phase = Phase::Greeting;
    m_helloTimer.start(m_helloLimit);
    if (m_auth)
        send(*m_auth);
    send(m_hello);
}

void SessionLink::onMessage(const protocol::Message& message)
{
    if (const auto* hello = std::get_if<protocol::Hello>(&message.body)) {
        greeted(*hello, message.sessionId);
        return;
    }
    if (std::holds_alternative<protocol::Stt>(message.body) || std::holds_alternative<protocol::Speech>(message.body))
        noteSpoken();
    if (std::holds_alternative<protocol::Verify>(message.body))
        noteCode();
    if (const auto* response = std::get_if<protocol::AuthResponse>(&message.body); response && !response->success) {
        const QString text = response->message.isEmpty()
            ? QCoreApplication::translate("myna", "The server refuses this device. Check the pairing.")
            : QCoreApplication::translate("myna", "The server refuses this device and says: “%1”. Check the pairing.")
                  .arg(response->message);
        end(Ending::Refused, failure(Error::Code::Refused, text));
        return;
    }
    emit messageReceived(message);
}

// A server that sent a code waits for its user, with or without a hello.
void SessionLink::noteCode()
{
    if (m_phase != Phase::Greeting)
        return;
    m_spoken = true;
    m_helloTimer.start(m_bindingLimit);
}

void SessionLink::onAudio(const protocol::AudioPacket& packet)
{
    noteSpoken();
    emit audioReceived(packet);
}

// The reference server says why it refuses a device in plain words, and then closes like after a conversation.
void SessionLink::onPlainText(const QString& text)
{
    if (m_phase == Phase::Greeting && m_plainText.isEmpty())
        m_plainText = text.simplified();
}

// A server that tells its activation code by voice never says hello. It is heard to the end before the link is given up.
void SessionLink::noteSpoken()
{
    if (m_phase != Phase::Greeting)
        return;
    m_spoken = true;
    if (m_helloTimer.remainingTimeAsDuration() < m_helloLimit)
        m_helloTimer.start(m_helloLimit);
}

void SessionLink::greeted(const protocol::Hello& hello, const QString& sessionId)
{
    // Clients ignore a hello for another transport; and a second hello changes nothing.
    if (m_phase != Phase::Greeting || hello.transport != m_hello.transport)
        return;
    m_phase = Phase::Ready;
    m_helloTimer.stop();
    m_sessionId = sessionId;
    emit ready(hello, sessionId);
}

void SessionLink::onHelloOverdue()
{
    if (m_spoken) {
        end(Ending::Refused,
            failure(Error::Code::Refused,
                QCoreApplication::translate("myna", "The server speaks, but does not accept this device yet. Check the pairing.")));
        return;
    }
    end(Ending::Lost,
        failure(Error::Code::Timeout,
            QCoreApplication::translate("myna", "The server took the connection, but did not begin a session within %1 s.")
                .arg(double(m_helloLimit.count()) / 1000)));
}

void SessionLink::onClosed(const transport::Closing& closing)
{
    if (closing.error.code == Error::Code::Refused) {
        end(Ending::Refused, closing);
    } else if (needsAnotherSetting(closing.error.code)) {
        end(Ending::Hopeless, closing);
    } else if (!closing.clean || (m_phase != Phase::Ready && closing.code == goingAway)) {
        end(Ending::Lost, closing);
    } else if (m_phase == Phase::Ready) {
        end(Ending::Closed, closing);
    } else {
        // The reference server closes with 1000 when it does not know the token.
        end(Ending::Refused, refusal(closing));
    }
}

transport::Closing SessionLink::refusal(const transport::Closing& closing) const
{
    transport::Closing refusal = closing;
    const QString text = m_plainText.isEmpty()
        ? QCoreApplication::translate(
            "myna", "The server closed the connection before the session began. It may not accept this device: check the pairing.")
        : QCoreApplication::translate(
            "myna", "The server closed the connection before the session began and said: “%1”. Check the pairing.")
              .arg(m_plainText);
    refusal.error = { Error::Code::Refused, text };
    return refusal;
}

void SessionLink::drop()
{
    m_helloTimer.stop();
    m_phase = Phase::None;
    if (!m_transport)
        return;
    m_past = counters();
    transport::letGo(std::move(m_transport), this);
}

void SessionLink::end(Ending ending, const transport::Closing& closing)
{
    drop();
    emit ended(ending, closing);
}

}

#include "moc_sessionlink.cpp"
