// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/closereason.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QWebSocketProtocol>

using namespace Qt::Literals::StringLiterals;

namespace myna::transport {
namespace {

QString words(const char* sentence)
{
    return QCoreApplication::translate("myna", sentence);
}

Closing failure(Error::Code code, const QString& text)
{
    return { .code = 0, .clean = false, .error = { code, text } };
}

// "Unhandled http status code: 401 (Unauthorized)." → 401; 0 when there is none.
int httpStatus(const QString& detail)
{
    static const QRegularExpression status(u"\\b([1-5]\\d\\d) \\("_s);
    return status.match(detail).captured(1).toInt();
}

Closing httpFailure(const QUrl& url, int status)
{
    const QString host = url.host();
    if (status == 401 || status == 403)
        return failure(Error::Code::Refused,
            words(QT_TRANSLATE_NOOP("myna", "The server %1 does not accept this device (answer %2). Check the pairing."))
                .arg(host)
                .arg(status));
    if (status == 404)
        return failure(Error::Code::NotFound,
            words(QT_TRANSLATE_NOOP("myna", "There is no voice service at this address of %1. Check the address.")).arg(host));
    if (status >= 500 || status == 429) {
        return failure(Error::Code::Unavailable,
            words(QT_TRANSLATE_NOOP("myna", "The server %1 cannot take a connection now (answer %2). It will be tried again."))
                .arg(host)
                .arg(status));
    }
    return failure(Error::Code::Protocol,
        words(QT_TRANSLATE_NOOP("myna", "%1 answers, but not as a voice server (answer %2). Check the address and port."))
            .arg(host)
            .arg(status));
}

// QWebSocket closes with 1001 itself when the rest of a frame stays away for 5 s, which is a loss and not a peer's good-bye.
bool isStalledFrame(int code, const QString& reason)
{
    return code == QWebSocketProtocol::CloseCodeGoingAway && reason.startsWith("Timeout when reading data"_L1);
}

}

Closing handshakeFailure(const QUrl& url, QAbstractSocket::SocketError error, const QString& detail)
{
    if (const int status = httpStatus(detail); status > 0)
        return httpFailure(url, status);
    const QString host = url.host();
    // Only the errors that deserve words of their own; the rest of a foreign enum is told with the system's text.
    if (error == QAbstractSocket::HostNotFoundError) {
        return failure(Error::Code::Network,
            words(QT_TRANSLATE_NOOP("myna", "The server %1 was not found. Check the address and the network connection.")).arg(host));
    }
    if (error == QAbstractSocket::ConnectionRefusedError) {
        return failure(Error::Code::Network,
            words(QT_TRANSLATE_NOOP("myna", "Nothing answers at %1, port %2. Check that the server is running."))
                .arg(host)
                .arg(url.port(url.scheme() == "wss"_L1 ? 443 : 80)));
    }
    if (error == QAbstractSocket::ProxyAuthenticationRequiredError) {
        return failure(Error::Code::Network,
            words(QT_TRANSLATE_NOOP(
                      "myna", "The proxy on the way to %1 wants another name and password. Change them in the settings of the server."))
                .arg(host));
    }
    if (error >= QAbstractSocket::ProxyConnectionRefusedError && error <= QAbstractSocket::ProxyProtocolError) {
        return failure(Error::Code::Network,
            words(
                QT_TRANSLATE_NOOP("myna", "The proxy on the way to %1 does not let us through (%2). Check its address, or go without one."))
                .arg(host, detail));
    }
    if (error == QAbstractSocket::RemoteHostClosedError)
        return failure(Error::Code::Network,
            words(QT_TRANSLATE_NOOP("myna", "The server %1 closed the connection before the session began.")).arg(host));
    if (error == QAbstractSocket::SslHandshakeFailedError || error == QAbstractSocket::SslInternalError
        || error == QAbstractSocket::SslInvalidUserDataError) {
        return failure(
            Error::Code::Invalid, words(QT_TRANSLATE_NOOP("myna", "No secure connection to %1 could be made: %2")).arg(host, detail));
    }
    return failure(Error::Code::Network, words(QT_TRANSLATE_NOOP("myna", "The server %1 could not be reached: %2")).arg(host, detail));
}

Closing handshakeTimeout(const QUrl& url, std::chrono::milliseconds limit)
{
    return failure(Error::Code::Timeout,
        words(QT_TRANSLATE_NOOP("myna", "The server %1 took the connection but did not answer within %2 s."))
            .arg(url.host())
            .arg(double(limit.count()) / 1000));
}

Closing untrustedCertificate(const QUrl& url, const QString& reason)
{
    return failure(Error::Code::Invalid,
        words(QT_TRANSLATE_NOOP("myna", "The certificate of %1 is not trusted, so nothing was sent: %2")).arg(url.host(), reason));
}

Closing closedByFrame(int code, const QString& reason)
{
    if (isStalledFrame(code, reason))
        return { code, false,
            { Error::Code::Network, words(QT_TRANSLATE_NOOP("myna", "The connection stalled in the middle of a message.")) } };
    Closing closing { .code = code, .clean = false, .error = { Error::Code::Protocol, {} } };
    // Qt refuses codes from 1012 to 2999 and does not tell which it was. Servers use 1012 (restart) and 1013 (try again later).
    if (code == QWebSocketProtocol::CloseCodeProtocolError && reason.startsWith("Invalid close code"_L1)) {
        closing.error = { Error::Code::Unavailable,
            words(QT_TRANSLATE_NOOP("myna", "The server cannot keep this connection now; it may be too busy. It will be tried again.")) };
        return closing;
    }
    const QString why = reason.isEmpty() ? QString::number(code) : reason;
    if (code == QWebSocketProtocol::CloseCodeNormal || code == QWebSocketProtocol::CloseCodeGoingAway) {
        closing.clean = true;
        const QString text = code == QWebSocketProtocol::CloseCodeNormal ? words(QT_TRANSLATE_NOOP("myna", "The session was ended."))
                                                                         : words(QT_TRANSLATE_NOOP("myna", "The other end is going away."));
        closing.error = { Error::Code::Cancelled, reason.isEmpty() ? text : u"%1 (%2)"_s.arg(text, reason) };
    } else if (code == QWebSocketProtocol::CloseCodePolicyViolated) {
        closing.error = { Error::Code::Refused, words(QT_TRANSLATE_NOOP("myna", "The server does not accept this device: %1")).arg(why) };
    } else if (code == QWebSocketProtocol::CloseCodeTooMuchData) {
        closing.error.text = words(QT_TRANSLATE_NOOP("myna", "A message was too large, so the connection was closed: %1")).arg(why);
    } else if (code == QWebSocketProtocol::CloseCodeBadOperation) {
        closing.error = { Error::Code::Unavailable, words(QT_TRANSLATE_NOOP("myna", "The server had an internal error: %1")).arg(why) };
    } else {
        closing.error.text = words(QT_TRANSLATE_NOOP("myna", "The connection was closed for a protocol error: %1")).arg(why);
    }
    return closing;
}

Closing lostConnection(const QString& detail)
{
    return failure(Error::Code::Network,
        detail.isEmpty() ? words(QT_TRANSLATE_NOOP("myna", "The connection was lost."))
                         : words(QT_TRANSLATE_NOOP("myna", "The connection was lost: %1")).arg(detail));
}

}
