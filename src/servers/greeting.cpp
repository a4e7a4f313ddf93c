// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/greeting.h"

#include "transport/maketransport.h"
#include "transport/mqttudptransport.h"
#include "transport/websockettransport.h"

#include <QCoreApplication>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::servers {

namespace {

std::unique_ptr<transport::Transport> dialler(const protocol::ConnectionProfile& profile, std::chrono::milliseconds opening)
{
    const Result<transport::Wire> wire = transport::wireFor(profile);
    if (wire && *wire == transport::Wire::MqttUdp)
        return std::make_unique<transport::MqttUdpTransport>(profile, transport::MqttUdpTiming { .broker = { .connect = opening } });
    return std::make_unique<transport::WebSocketTransport>(profile, transport::WebSocketTiming { .handshake = opening });
}

}

Greeting::Greeting(const protocol::ConnectionProfile& profile, std::chrono::milliseconds opening, std::chrono::milliseconds hello)
    : m_transport(dialler(profile, opening))
    , m_profile(profile)
    , m_helloLimit(hello)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &Greeting::onSilence);
    connect(m_transport.get(), &transport::Transport::opened, this, &Greeting::onOpened);
    connect(m_transport.get(), &transport::Transport::messageReceived, this, &Greeting::onMessage);
    connect(m_transport.get(), &transport::Transport::audioReceived, this, [this] { m_spoken = true; });
    connect(m_transport.get(), &transport::Transport::closed, this, &Greeting::onClosed);
}

Greeting::~Greeting()
{
    m_transport->disconnect(this);
    // The good-bye goes out by itself; the transport bounds how long that may take.
    transport::Transport* leaving = m_transport.release();
    if (leaving->isOpen()) {
        connect(leaving, &transport::Transport::closed, leaving, &QObject::deleteLater);
        leaving->close();
    } else {
        leaving->deleteLater(); // we may be inside one of its signals
    }
}

void Greeting::start()
{
    m_clock.start();
    m_transport->open();
}

void Greeting::onOpened()
{
    const QPointer<Greeting> alive(this);
    emit stepEnded({ ProbeStep::WebSocket, m_clock.elapsed(), std::nullopt });
    if (!alive)
        return;
    m_step = ProbeStep::Hello;
    m_clock.start();
    m_limit.start(m_helloLimit);
    m_transport->send({ {}, protocol::Hello { .version = int(m_profile.framing), .audio = protocol::AudioParams {} } });
}

void Greeting::onMessage(const protocol::Message& message)
{
    if (std::holds_alternative<protocol::Hello>(message.body))
        end(std::nullopt);
    else if (std::holds_alternative<protocol::Stt>(message.body) || std::holds_alternative<protocol::Speech>(message.body))
        m_spoken = true;
}

void Greeting::onClosed(const transport::Closing& closing)
{
    // The reference server closes with 1000 when it does not know the token.
    if (m_step == ProbeStep::Hello && closing.clean) {
        end(Error { Error::Code::Refused,
            QCoreApplication::translate(
                "myna", "The server closed the connection before the session began. It may not accept this device: check the pairing.") });
        return;
    }
    end(closing.error);
}

void Greeting::onSilence()
{
    if (m_spoken) {
        end(Error { Error::Code::Refused,
            QCoreApplication::translate("myna", "The server speaks, but does not accept this device yet. Check the pairing.") });
        return;
    }
    end(Error { Error::Code::Timeout,
        QCoreApplication::translate("myna", "The server took the connection, but did not begin a session within %1 s.")
            .arg(double(m_helloLimit.count()) / 1000) });
}

void Greeting::end(const std::optional<Error>& failure)
{
    m_limit.stop();
    m_transport->disconnect(this);
    if (m_transport->isOpen())
        m_transport->close();
    emit stepEnded({ m_step, m_clock.elapsed(), failure }); // last: the owner may let go of us
}

}

#include "moc_greeting.cpp"
