// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/verdict.h"

#include "pairing/nettrouble.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QVersionNumber>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

// Nobody's clock is exact, and an answer may take seconds.
constexpr qint64 toleratedMinutes = 2;

}

QUrl consoleOf(const protocol::ActivationOffer& offer, const QUrl& otaUrl)
{
    static const QRegularExpression webAddress(u"https?://[^\\s\"'<>]+"_s);
    QUrl named(webAddress.match(offer.message).captured(), QUrl::StrictMode);
    if (named.isValid() && !named.host().isEmpty())
        return named;
    return otaUrl.host() == "api.tenclass.net"_L1 ? QUrl(u"https://xiaozhi.me/"_s) : QUrl();
}

Result<protocol::ConnectionProfile> profileFrom(const protocol::OtaReply& reply, const protocol::DeviceIdentity& device)
{
    protocol::ConnectionProfile profile { .identity = device, .mqtt = reply.mqtt };
    if (!reply.websocket) {
        if (reply.mqtt)
            return profile;
        return Error { Error::Code::Protocol,
            QCoreApplication::translate("myna", "The server did not say where to talk to it. Its owner has to complete its settings.") };
    }
    const QUrl& url = reply.websocket->url;
    const bool usable = url.isValid() && !url.host().isEmpty() && (url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1);
    if (!usable && reply.mqtt)
        return profile;
    if (!usable) {
        return Error { Error::Code::Protocol,
            QCoreApplication::translate(
                "myna", "The server named an address to talk to that cannot be used (%1). Its owner has to correct it.")
                .arg(tamed(url.toDisplayString())) };
    }
    profile.url = url;
    profile.token = reply.websocket->token;
    profile.framing = protocol::framingFromNumber(reply.websocket->version).value_or(protocol::Framing::V1);
    return profile;
}

QString clockNotice(const protocol::OtaReply& reply, qint64 nowMs)
{
    if (!reply.serverTime)
        return {};
    const qint64 aheadMs = nowMs - reply.serverTime->timestampMs;
    const qint64 minutes = (qAbs(aheadMs) + 30000) / 60000;
    if (minutes < toleratedMinutes)
        return {};
    QString span;
    if (minutes < 90)
        span = QCoreApplication::translate("myna", "%1 min", "span of time").arg(minutes);
    else if (minutes < 48 * 60)
        span = QCoreApplication::translate("myna", "%1 h", "span of time").arg((minutes + 30) / 60);
    else
        span = QCoreApplication::translate("myna", "%1 days", "span of time").arg((minutes + 720) / 1440);
    return aheadMs > 0
        ? QCoreApplication::translate("myna", "Your clock is %1 ahead of the server's. Tokens may expire too early; check the date.")
              .arg(span)
        : QCoreApplication::translate("myna", "Your clock is %1 behind the server's. Certificates may be refused; check the date.")
              .arg(span);
}

QString firmwareNotice(const protocol::OtaReply& reply, const QString& own)
{
    if (!reply.firmware || reply.firmware->version.isEmpty() || reply.firmware->url.isEmpty())
        return {};
    const QVersionNumber offered = QVersionNumber::fromString(reply.firmware->version);
    if (!reply.firmware->force && offered <= QVersionNumber::fromString(own))
        return {};
    return QCoreApplication::translate(
        "myna", "The server offers firmware %1. It is meant for boards; Myna is updated like any other program.")
        .arg(tamed(reply.firmware->version));
}

Failure refusedSession(const ServerChoice& server)
{
    if (!server.websocketUrl.isEmpty()) {
        return { Step::Confirmed,
            { Error::Code::Refused,
                QCoreApplication::translate("myna",
                    "The server refuses this device. Check the token in the settings of the server, and that it knows this device.") },
            Repair::ChangeAddress, {} };
    }
    return { Step::Confirmed,
        { Error::Code::Refused,
            QCoreApplication::translate("myna",
                "The server knows this device when asked, but refuses to talk with it. The device may have been given to another account, "
                "or another one uses the same identity. A new identity is paired with a new code.") },
        Repair::NewIdentity, {} };
}

Repair fitting(Repair repair, const ServerChoice& server)
{
    if (server.kind == ServerKind::Local && (repair == Repair::TryAgain || repair == Repair::ChangeAddress))
        return Repair::StartServer;
    if (server.kind == ServerKind::Official && repair == Repair::ChangeAddress)
        return Repair::TryAgain;
    return repair;
}

}
