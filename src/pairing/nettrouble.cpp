// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/nettrouble.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("myna", text);
}

Failure failure(Error::Code code, const QString& text, Repair repair)
{
    return { Step::VersionCheck, { code, text }, repair, {} };
}

// Host and port as the user typed them, never the path or a query.
QString hostOf(const QUrl& url)
{
    return url.port() < 0 ? url.host() : u"%1:%2"_s.arg(url.host()).arg(url.port());
}

}

std::optional<Failure> addressTrouble(const QUrl& url)
{
    const bool web = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (url.isValid() && web && !url.host().isEmpty())
        return std::nullopt;
    return failure(Error::Code::Invalid,
        say(QT_TRANSLATE_NOOP("myna", "This is not a web address. It begins with http:// or https:// and names a server.")),
        Repair::ChangeAddress);
}

Failure networkTrouble(QNetworkReply::NetworkError error, const QUrl& url, const QString& detail)
{
    const QString host = hostOf(url);
    if (error == QNetworkReply::HostNotFoundError) {
        return failure(Error::Code::Network,
            say(QT_TRANSLATE_NOOP(
                    "myna", "There is no server called %1, or this computer is not on the internet. Check the spelling and the network."))
                .arg(url.host()),
            Repair::ChangeAddress);
    }
    if (error == QNetworkReply::ConnectionRefusedError) {
        return failure(Error::Code::Network,
            say(QT_TRANSLATE_NOOP("myna", "Nothing answers at %1. The server may be off, or it may use another port.")).arg(host),
            Repair::TryAgain);
    }
    if (error == QNetworkReply::SslHandshakeFailedError) {
        return failure(Error::Code::Network,
            say(QT_TRANSLATE_NOOP("myna",
                    "%1 cannot prove that it is the server you mean, so nothing was sent (%2). Its certificate may be self-made or "
                    "expired."))
                .arg(host, tamed(detail)),
            Repair::ChangeAddress);
    }
    if (error == QNetworkReply::ProxyAuthenticationRequiredError) {
        return failure(Error::Code::Network,
            say(QT_TRANSLATE_NOOP(
                    "myna", "The proxy on the way to %1 wants another name and password. Change them in the settings of the server."))
                .arg(host),
            Repair::ChangeAddress);
    }
    if (error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError) {
        return failure(Error::Code::Network,
            say(QT_TRANSLATE_NOOP("myna", "The proxy on the way to %1 does not let us through (%2). Check its address, or go without one."))
                .arg(host, tamed(detail)),
            Repair::ChangeAddress);
    }
    if (error == QNetworkReply::RemoteHostClosedError) {
        return failure(Error::Code::Network,
            say(QT_TRANSLATE_NOOP("myna", "%1 hung up before its answer was complete. It may be restarting; try again.")).arg(host),
            Repair::TryAgain);
    }
    if (error == QNetworkReply::TimeoutError) {
        return failure(Error::Code::Timeout,
            say(QT_TRANSLATE_NOOP("myna", "%1 cannot be reached. It may be off or on another network.")).arg(host), Repair::TryAgain);
    }
    return failure(Error::Code::Network,
        say(QT_TRANSLATE_NOOP("myna", "The connection to %1 failed (%2). Check the network, then try again.")).arg(host, tamed(detail)),
        Repair::TryAgain);
}

Failure certificateTrouble(const QUrl& url, const QString& why, const QByteArray& certificate, bool comparable)
{
    Failure trouble = failure(Error::Code::Network,
        say(QT_TRANSLATE_NOOP("myna", "%1 cannot prove that it is the server you mean, so nothing was sent. %2")).arg(hostOf(url), why),
        comparable ? Repair::CompareCertificate : Repair::ChangeAddress);
    trouble.certificate = comparable ? certificate : QByteArray();
    return trouble;
}

Failure statusTrouble(int status, const QUrl& url, const QString& said)
{
    const QString host = hostOf(url);
    if (status == 407) // it is the proxy that says so
        return networkTrouble(QNetworkReply::ProxyAuthenticationRequiredError, url, {});
    if (status >= 500) {
        return failure(Error::Code::Network,
            say(QT_TRANSLATE_NOOP("myna", "%1 has trouble of its own (error %2). Try again in a while.")).arg(host).arg(status),
            Repair::TryAgain);
    }
    if (status == 429) {
        return failure(Error::Code::Refused,
            say(QT_TRANSLATE_NOOP("myna", "%1 was asked too often. Wait a minute, then try again.")).arg(host), Repair::TryAgain);
    }
    if (status == 404 || status == 405) {
        return failure(Error::Code::Protocol,
            say(QT_TRANSLATE_NOOP("myna", "%1 answers, but there is no XiaoZhi service at this address (error %2). Check the path."))
                .arg(host)
                .arg(status),
            Repair::ChangeAddress);
    }
    if (status >= 400) {
        return failure(Error::Code::Refused,
            said.isEmpty() ? say(QT_TRANSLATE_NOOP("myna", "%1 refused the question (error %2). Check the address.")).arg(host).arg(status)
                           : say(QT_TRANSLATE_NOOP("myna", "%1 refused this device: %2")).arg(host, tamed(said)),
            Repair::ChangeAddress);
    }
    return failure(Error::Code::Protocol,
        say(QT_TRANSLATE_NOOP("myna", "%1 answered in a way that is not XiaoZhi's (status %2). Check the address.")).arg(host).arg(status),
        Repair::ChangeAddress);
}

Failure silenceTrouble(std::chrono::milliseconds waited)
{
    const double seconds = double(waited.count()) / 1000;
    return failure(Error::Code::Timeout,
        say(QT_TRANSLATE_NOOP("myna", "The server did not answer within %1 s. It may be off or on another network.")).arg(seconds),
        Repair::TryAgain);
}

Failure oversizeTrouble(const QUrl& url)
{
    return failure(Error::Code::Protocol,
        say(QT_TRANSLATE_NOOP("myna", "%1 answered with far more than XiaoZhi data. Check the address.")).arg(hostOf(url)),
        Repair::ChangeAddress);
}

Failure redirectTrouble(const QUrl& target)
{
    return failure(Error::Code::Refused,
        say(QT_TRANSLATE_NOOP("myna",
                "The server sends us on to %1, which was not followed to keep your device safe. If that is right, use it as the address."))
            .arg(hostOf(target)),
        Repair::ChangeAddress);
}

Failure answerTrouble(const QByteArray& body, const QUrl& url, const Error& why)
{
    const QString host = hostOf(url);
    if (why.code == Error::Code::Refused) {
        return failure(Error::Code::Refused, say(QT_TRANSLATE_NOOP("myna", "%1 refused this device: %2")).arg(host, tamed(why.text)),
            Repair::TryAgain);
    }
    if (why.code == Error::Code::Protocol) {
        return failure(Error::Code::Protocol,
            say(QT_TRANSLATE_NOOP(
                    "myna", "%1 answered, but said neither where to connect nor which code to enter. It may not be set up yet."))
                .arg(host),
            Repair::TryAgain);
    }
    if (QJsonDocument::fromJson(body).isObject()) // the right language, with a fault that the decoder can name
        return failure(Error::Code::Protocol, tamed(why.text), Repair::ChangeAddress);
    if (body.trimmed().startsWith('<')) {
        return failure(Error::Code::Protocol,
            say(QT_TRANSLATE_NOOP("myna", "%1 answered with a web page, not with XiaoZhi data. Check the address.")).arg(host),
            Repair::ChangeAddress);
    }
    return failure(Error::Code::Protocol,
        say(QT_TRANSLATE_NOOP("myna", "%1 answered with something that is not XiaoZhi data. Check the address.")).arg(host),
        Repair::ChangeAddress);
}

QString tamed(const QString& text)
{
    QString line = text.simplified();
    line.removeIf([](QChar c) { return !c.isPrint(); });
    constexpr int limit = 200;
    return line.size() <= limit ? line : line.left(limit) + u'…';
}

}
