// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/pushedbinding.h"

#include "pairing/nettrouble.h"
#include "transport/farewell.h"
#include "transport/websockettransport.h"

#include <QCoreApplication>
#include <QUrl>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

// After a yes to `auth` the code follows soon, or never: this part of the limit.
constexpr int welcomePart = 5;

Error orElse(const QString& said, Error::Code code, const char* sentence)
{
    return { code, said.isEmpty() ? QCoreApplication::translate("myna", sentence) : tamed(said) };
}

}

Result<protocol::ConnectionProfile> boundProfile(const protocol::ConnectionProfile& asked, const protocol::BindStatus& status)
{
    protocol::ConnectionProfile profile = asked;
    if (asked.token != "Bearer "_L1 + status.token) // the same one in other words is no reason to connect anew
        profile.token = status.token;
    if (status.url.isEmpty())
        return profile;
    const QUrl url(status.url, QUrl::StrictMode);
    const bool scheme = url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1;
    if (!url.isValid() || !scheme || url.host().isEmpty() || url.hasFragment() || !url.userInfo().isEmpty()) {
        return Error { Error::Code::Protocol,
            QCoreApplication::translate("myna",
                "The server accepted this device, but named an address to talk to that cannot be used. Its owner has to correct it.") };
    }
    profile.url = url;
    return profile;
}

Error noBinding(const protocol::BindStatus& status)
{
    if (status.state == protocol::BindState::Expired) {
        return orElse(status.message, Error::Code::Timeout,
            QT_TRANSLATE_NOOP("myna", "The code is not valid any more. Ask for a new one and enter it on the server's page."));
    }
    return orElse(status.message, Error::Code::Refused,
        QT_TRANSLATE_NOOP("myna", "The server refused this device without saying why. Check the server's address and its log."));
}

PushedBinding::PushedBinding(std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_limit(limit)
    , m_silence(this)
{
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &PushedBinding::onSilence);
}

PushedBinding::~PushedBinding()
{
    if (m_transport)
        m_transport->disconnect(this);
}

void PushedBinding::start(const protocol::ConnectionProfile& profile)
{
    stop();
    m_profile = profile;
    m_profile.token.clear();
    m_hasCode = false;
    m_welcome = false;
    using transport::Transport;
    m_transport = std::make_unique<transport::WebSocketTransport>(m_profile);
    connect(m_transport.get(), &Transport::opened, this, &PushedBinding::onOpened);
    connect(m_transport.get(), &Transport::messageReceived, this, &PushedBinding::onMessage);
    connect(m_transport.get(), &Transport::closed, this, &PushedBinding::onClosed);
    m_transport->open();
}

void PushedBinding::stop()
{
    m_silence.stop();
    if (m_transport)
        transport::letGo(std::move(m_transport), this);
}

// Some servers wait for `auth` before they say anything, others for `hello`.
void PushedBinding::onOpened()
{
    const protocol::DeviceIdentity& device = m_profile.identity;
    protocol::Auth auth;
    auth.deviceId = device.deviceId;
    auth.clientId = device.clientId;
    auth.serialNumber = device.serialNumber;
    m_transport->send({ {}, auth });
    protocol::Hello hello;
    hello.audio = protocol::AudioParams {};
    m_transport->send({ {}, hello });
    m_silence.start(m_limit);
}

void PushedBinding::onMessage(const protocol::Message& message)
{
    if (const auto* verify = std::get_if<protocol::Verify>(&message.body))
        onVerify(*verify);
    else if (const auto* status = std::get_if<protocol::BindStatus>(&message.body))
        onStatus(*status);
    else if (const auto* response = std::get_if<protocol::AuthResponse>(&message.body))
        onAuthResponse(*response);
    else if (std::holds_alternative<protocol::Hello>(message.body))
        m_welcome = true;
}

void PushedBinding::onVerify(const protocol::Verify& verify)
{
    if (!protocol::isActivationCode(verify.code)) {
        fail({ Error::Code::Protocol,
                 QCoreApplication::translate("myna",
                     "The server sent a code that is not six digits. It cannot be entered anywhere; tell the owner of the server.") },
            Repair::TryAgain);
        return;
    }
    m_hasCode = true;
    m_silence.stop();
    emit codePushed(verify);
}

void PushedBinding::onStatus(const protocol::BindStatus& status)
{
    switch (status.state) {
    case protocol::BindState::Waiting:
        return;
    case protocol::BindState::Success:
        if (const auto profile = boundProfile(m_profile, status))
            settle(*profile);
        else
            fail(profile.error(), Repair::TryAgain);
        return;
    case protocol::BindState::Refused:
    case protocol::BindState::Expired:
        fail(noBinding(status), Repair::NewCode);
        return;
    }
}

void PushedBinding::onAuthResponse(const protocol::AuthResponse& response)
{
    if (!response.success) {
        fail(noBinding({ protocol::BindState::Refused, {}, {}, response.message }), Repair::TryAgain);
        return;
    }
    m_welcome = true;
    if (!m_hasCode)
        m_silence.start(m_limit / welcomePart);
}

void PushedBinding::onClosed(const transport::Closing& closing)
{
    if (m_hasCode) {
        fail({ Error::Code::Network,
                 QCoreApplication::translate(
                     "myna", "The connection to the server ended before the code was entered. Ask for a new code.") },
            Repair::NewCode);
        return;
    }
    const bool refused = closing.error.code == Error::Code::Refused;
    if (closing.clean || closing.error.text.isEmpty()) {
        fail({ Error::Code::Refused,
                 QCoreApplication::translate("myna",
                     "The server closed the connection without offering a code. It may not bind devices over the WebSocket; switch that "
                     "off in the settings of the server.") },
            Repair::TryAgain);
        return;
    }
    fail(closing.error, refused ? Repair::NewIdentity : Repair::TryAgain);
}

void PushedBinding::onSilence()
{
    if (m_welcome) {
        settle(m_profile);
        return;
    }
    fail({ Error::Code::Timeout,
             QCoreApplication::translate("myna",
                 "The server took the connection, but offered no code. It may not bind devices over the WebSocket; switch that off in the "
                 "settings of the server.") },
        Repair::TryAgain);
}

void PushedBinding::settle(const protocol::ConnectionProfile& profile)
{
    stop();
    emit bound(profile);
}

void PushedBinding::fail(const Error& error, Repair repair)
{
    stop();
    emit failed({ m_hasCode ? Step::Code : Step::VersionCheck, error, repair, {} });
}

}

#include "moc_pushedbinding.cpp"
