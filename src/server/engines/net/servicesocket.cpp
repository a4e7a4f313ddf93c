// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/servicesocket.h"

#include "net/certificatepin.h"
#include "server/engines/net/enginenetwork.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QPointer>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QWebSocket>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype sha256Bytes = 32;

// "Unhandled http status code: 401 (Unauthorized)." is all that QWebSocket tells of an answer that is no upgrade.
int statusIn(const QString& detail)
{
    static const QRegularExpression status(u"\\b([1-5]\\d\\d) \\("_s);
    return status.match(detail).captured(1).toInt();
}

HttpFailure socketFailure(QAbstractSocket::SocketError error, const QString& detail, bool wasOpen, const QUrl& url)
{
    if (const int status = statusIn(detail); status >= 300 && !wasOpen)
        return statusFailure(status, url, {}, {});
    if (error == QAbstractSocket::HostNotFoundError)
        return networkFailure(QNetworkReply::HostNotFoundError, url);
    if (error >= QAbstractSocket::ProxyAuthenticationRequiredError && error <= QAbstractSocket::ProxyProtocolError)
        return networkFailure(QNetworkReply::UnknownProxyError, url);
    if (error == QAbstractSocket::SslHandshakeFailedError)
        return networkFailure(QNetworkReply::SslHandshakeFailedError, url);
    if (wasOpen || error == QAbstractSocket::RemoteHostClosedError)
        return { cutError(url) };
    if (error == QAbstractSocket::ConnectionRefusedError && !detail.contains("QWebSocketPrivate"_L1))
        return networkFailure(QNetworkReply::ConnectionRefusedError, url);
    if (error == QAbstractSocket::ConnectionRefusedError)
        return { malformedError(url) }; // an answer, but not that of a WebSocket
    return networkFailure(QNetworkReply::UnknownNetworkError, url);
}

}

QByteArray fingerprintIn(const QString& text)
{
    QString digits = text.trimmed();
    digits.remove(u':').remove(u' ');
    const QByteArray bytes = QByteArray::fromHex(digits.toLatin1());
    return digits.size() == sha256Bytes * 2 && bytes.size() == sha256Bytes ? bytes : QByteArray();
}

HttpFailure certificateFailure(const QUrl& url, const QByteArray& shown)
{
    return { { Error::Code::Network,
        QCoreApplication::translate("myna",
            "Nobody this computer knows vouches for the certificate of %1, so nothing was sent. If the server is yours and its fingerprint "
            "is "
            "the following, enter it as fingerprint: %2")
            .arg(url.host(), QString::fromLatin1(shown.toHex(':').toUpper())) } };
}

ServiceSocket::ServiceSocket(EngineNetwork& network, SocketQuestion question, QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_question(std::move(question))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail(timeFailure(m_question.url)); });
    m_patience.start(m_question.handshake);
    m_network.prepare(m_question.url, this, [this] { open(); });
}

ServiceSocket::~ServiceSocket()
{
    letGo(false);
}

void ServiceSocket::open()
{
    if (m_over)
        return;
    m_socket = new QWebSocket;
    m_socket->setMaxAllowedIncomingMessageSize(m_question.maxMessage);
    m_socket->setMaxAllowedIncomingFrameSize(m_question.maxMessage);
    m_socket->setProxy(m_network.proxyFor(m_question.url));
    if (!m_question.fingerprint.isEmpty()) {
        // Without an authority every certificate is asked about, also one that the world vouches for.
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates({});
        m_socket->setSslConfiguration(tls);
    }
    connect(m_socket, &QWebSocket::connected, this, &ServiceSocket::onOpen);
    connect(m_socket, &QWebSocket::sslErrors, this, &ServiceSocket::onSslErrors);
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
        [this](QAbstractSocket::SocketError error) { onLoss(error, m_socket->errorString()); });
    // The reason may follow in the same call.
    connect(
        m_socket, &QWebSocket::disconnected, this, [this] { onLoss(QAbstractSocket::RemoteHostClosedError, {}); }, Qt::QueuedConnection);
    const auto heard = [this] {
        if (m_expected.count() > 0)
            m_patience.start(m_expected);
    };
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this, heard](const QString& text) {
        heard();
        emit textReceived(text.toUtf8());
    });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this, heard](const QByteArray& bytes) {
        heard();
        emit bytesReceived(bytes);
    });
    QNetworkRequest request(m_question.url);
    request.setRawHeader("User-Agent", "Myna/" MYNA_VERSION);
    for (const auto& [name, value] : std::as_const(m_question.headers))
        request.setRawHeader(name, value);
    m_socket->open(request);
}

void ServiceSocket::onOpen()
{
    if (!m_question.fingerprint.isEmpty() && !m_isBelieved) {
        fail(networkFailure(QNetworkReply::SslHandshakeFailedError, m_question.url));
        return;
    }
    m_isOpen = true;
    m_patience.stop();
    if (m_expected.count() > 0)
        m_patience.start(m_expected);
    m_waitingBytes = 0;
    for (const auto& [bytes, isText] : std::exchange(m_waiting, {})) {
        if (isText)
            m_socket->sendTextMessage(QString::fromUtf8(bytes));
        else
            m_socket->sendBinaryMessage(bytes);
    }
}

void ServiceSocket::onSslErrors(const QList<QSslError>& errors)
{
    QSslCertificate shown;
    for (const QSslError& error : errors) {
        if (shown.isNull())
            shown = error.certificate();
    }
    const QByteArray digest = shown.digest(QCryptographicHash::Sha256);
    if (!net::canBePinned(errors)) {
        fail(networkFailure(QNetworkReply::SslHandshakeFailedError, m_question.url));
    } else if (m_question.fingerprint.isEmpty() || digest != m_question.fingerprint) {
        fail(certificateFailure(m_question.url, digest));
    } else {
        m_isBelieved = true;
        m_socket->ignoreSslErrors(errors);
    }
}

void ServiceSocket::onLoss(QAbstractSocket::SocketError error, const QString& detail)
{
    if (!m_over)
        fail(socketFailure(error, detail, m_isOpen, m_question.url));
}

// A service that takes nothing shall not fill the memory.
bool ServiceSocket::hasRoom(const QByteArray& bytes)
{
    if (m_over || m_isFull)
        return false;
    const qint64 unsent = m_waitingBytes + (m_socket ? m_socket->bytesToWrite() : 0);
    if (unsent + bytes.size() <= m_question.maxUnsent)
        return true;
    m_isFull = true;
    const Error error { Error::Code::Network,
        QCoreApplication::translate("myna", "%1 does not take what is sent to it.").arg(m_question.url.host()) };
    QMetaObject::invokeMethod(
        this, [this, error] { fail({ error }); }, Qt::QueuedConnection);
    return false;
}

void ServiceSocket::sendText(const QByteArray& utf8)
{
    if (!hasRoom(utf8))
        return;
    if (m_isOpen && m_socket) {
        m_socket->sendTextMessage(QString::fromUtf8(utf8));
        return;
    }
    m_waiting.emplace_back(utf8, true);
    m_waitingBytes += utf8.size();
}

void ServiceSocket::sendBytes(const QByteArray& bytes)
{
    if (!hasRoom(bytes))
        return;
    if (m_isOpen && m_socket) {
        m_socket->sendBinaryMessage(bytes);
        return;
    }
    m_waiting.emplace_back(bytes, false);
    m_waitingBytes += bytes.size();
}

void ServiceSocket::expect(std::chrono::milliseconds patience)
{
    m_expected = patience;
    if (m_isOpen)
        m_patience.start(patience);
}

void ServiceSocket::close()
{
    letGo(true);
}

void ServiceSocket::fail(const HttpFailure& failure)
{
    if (m_over)
        return;
    letGo(false);
    emit failed(failure);
}

void ServiceSocket::letGo(bool gently)
{
    m_over = true;
    m_patience.stop();
    m_waiting.clear();
    m_waitingBytes = 0;
    QWebSocket* const socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return;
    socket->disconnect(this);
    if (gently)
        socket->close();
    else
        socket->abort();
    socket->deleteLater(); // one of its signals may be under way
}

}

#include "moc_servicesocket.cpp"
