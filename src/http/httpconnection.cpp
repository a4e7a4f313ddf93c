// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpconnection.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QSslSocket>
#include <QTcpSocket>

#include <exception>
#include <utility>

namespace myna::http {

namespace {

// What the socket holds of unread input; the rest stays in the kernel, where it slows the sender.
constexpr qint64 readBufferBytes = 64 * 1024;
// What is written of a stream before the client has taken it.
constexpr qint64 pieceBytes = 64 * 1024;

QString sentence(const char* text)
{
    return QCoreApplication::translate("myna", text);
}

}

Responder::Responder(HttpConnection* connection, quint64 number)
    : m_connection(connection)
    , m_number(number)
{
}

void Responder::answer(const Response& response) const
{
    if (m_connection)
        m_connection->answer(m_number, response);
}

UpgradeDesk::UpgradeDesk(HttpConnection* connection, quint64 number)
    : m_connection(connection)
    , m_number(number)
{
}

std::optional<Upgrade> UpgradeDesk::take() const
{
    return m_connection ? m_connection->takeUpgrade(m_number) : std::nullopt;
}

void UpgradeDesk::refuse(const Response& response) const
{
    if (m_connection)
        m_connection->refuseUpgrade(m_number, response);
}

UpgradeJudge judgeAtOnce(const Router& router, UpgradeHandler handler)
{
    return [&router, handler = std::move(handler)](const Request& head, const UpgradeDesk& desk) {
        const auto refusal = handler(head, [&desk] { return *desk.take(); });
        // After a take this does nothing.
        desk.refuse(refusal.value_or(router.error(
            503, QLatin1String("unavailable"), sentence(QT_TRANSLATE_NOOP("myna", "The server cannot take this connection now.")))));
    };
}

HttpConnection::HttpConnection(std::unique_ptr<QTcpSocket> socket, Budget::Place place, const Router& router,
    const UpgradeJudge& upgradeJudge, const Limits& limits, QObject* parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_place(std::move(place))
    , m_router(router)
    , m_upgradeJudge(upgradeJudge)
    , m_limits(limits)
    , m_limit(this)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &HttpConnection::late);
}

HttpConnection::~HttpConnection()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void HttpConnection::start()
{
    m_socket->setReadBufferSize(readBufferBytes);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpConnection::written);
    if (auto* const secure = qobject_cast<QSslSocket*>(m_socket.get())) // what is encrypted is written later than bytesWritten says
        connect(secure, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::written);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::finish);
    m_limit.start(m_limits.head);
    read();
}

// Everything that moves on does so from here, in a loop and not by recursion: pipelined requests cannot deepen the stack.
void HttpConnection::read()
{
    if (m_reading)
        return;
    m_reading = true;
    Phase before;
    quint64 number = 0;
    do {
        before = m_phase;
        number = m_number;
        switch (m_phase) {
        case Phase::Head:
            readHead();
            break;
        case Phase::Body:
            readBody();
            break;
        case Phase::Lingering:
            m_socket->skip(readBufferBytes);
            break;
        case Phase::Handling:
        case Phase::Judging:
        case Phase::Writing:
        case Phase::Gone:
            break;
        }
    } while (m_phase != before || m_number != number);
    m_reading = false;
}

// Peeks only: an upgrade needs the request unread.
void HttpConnection::readHead()
{
    const QByteArray bytes = m_socket->peek(m_limits.headBytes);
    if (bytes.isEmpty())
        return;
    if (!m_begun && m_number > 0)
        m_limit.start(m_limits.head);
    m_begun = true;
    Head head = judgeHead(bytes, m_limits.headBytes);
    switch (head.state) {
    case HeadState::Incomplete:
        return;
    case HeadState::Bad:
        refuse(m_router.error(
            400, QLatin1String("bad_request"), sentence(QT_TRANSLATE_NOOP("myna", "This is not a request this server understands."))));
        return;
    case HeadState::TooLarge:
        refuse(m_router.error(
            431, QLatin1String("head_too_large"), sentence(QT_TRANSLATE_NOOP("myna", "The head of the request is too large."))));
        return;
    case HeadState::Complete:
        acceptHead(std::move(head));
        return;
    }
}

void HttpConnection::acceptHead(Head head)
{
    m_begun = false;
    ++m_number;
    m_head = std::move(head);
    m_sinceHead.start();
    m_head.request.peer = m_socket->peerAddress();
    m_head.request.local = m_socket->localAddress();
    m_keepAlive = m_head.keepAlive;
    if (m_head.wantsUpgrade && m_upgradeJudge) {
        upgrade();
        return;
    }
    if (const auto refusal = m_router.judge(m_head.request)) {
        turnDown(*refusal);
        return;
    }
    const Router::Found found = m_router.find(m_head.request.method, m_head.request.path);
    if (!found.route) {
        turnDown(found.refusal);
        return;
    }
    m_route = found.route;
    m_head.request.captured = found.captured;
    if (m_head.contentLength > m_route->bodyLimit) {
        refuse(
            m_router.error(413, QLatin1String("too_large"), sentence(QT_TRANSLATE_NOOP("myna", "The body of the request is too large."))));
        return;
    }
    if (m_route->guard) {
        if (const auto refusal = m_route->guard(m_head.request)) {
            turnDown(*refusal);
            return;
        }
    }
    if (m_head.expectsContinue)
        m_socket->write(continueResponse());
    m_parser.emplace(m_limits.headBytes, m_route->bodyLimit);
    m_limit.start(m_limits.body);
    m_phase = Phase::Body;
}

void HttpConnection::upgrade()
{
    if (!m_head.upgrade) {
        Response response = m_router.error(
            426, QLatin1String("bad_upgrade"), sentence(QT_TRANSLATE_NOOP("myna", "This is not a WebSocket handshake of version 13.")));
        response.headers.append({ QByteArrayLiteral("Sec-WebSocket-Version"), QByteArrayLiteral("13") });
        m_keepAlive = false;
        turnDown(response);
        return;
    }
    m_keepAlive = false;
    m_phase = Phase::Judging;
    m_limit.start(m_limits.answer);
    m_upgradeJudge(m_head.request, UpgradeDesk(this, m_number));
}

std::optional<Upgrade> HttpConnection::takeUpgrade(quint64 number)
{
    if (m_phase != Phase::Judging || number != m_number)
        return std::nullopt;
    m_limit.stop();
    m_socket->disconnect(this);
    m_socket->setReadBufferSize(0);
    m_phase = Phase::Gone;
    Upgrade upgrade { std::move(m_socket), *std::exchange(m_place, std::nullopt) };
    emit finished();
    return upgrade;
}

void HttpConnection::refuseUpgrade(quint64 number, const Response& response)
{
    if (m_phase != Phase::Judging || number != m_number)
        return;
    turnDown(response);
    read();
}

void HttpConnection::readBody()
{
    for (;;) {
        const QByteArray bytes = m_socket->peek(readBufferBytes);
        if (bytes.isEmpty())
            return;
        qsizetype used = 0;
        const RequestParser::State state = m_parser->feed(bytes, used);
        m_socket->skip(used);
        switch (state) {
        case RequestParser::State::Done:
            handle(m_parser->takeBody());
            return;
        case RequestParser::State::TooLarge:
            refuse(m_router.error(
                413, QLatin1String("too_large"), sentence(QT_TRANSLATE_NOOP("myna", "The body of the request is too large."))));
            return;
        case RequestParser::State::Bad:
            refuse(m_router.error(
                400, QLatin1String("bad_request"), sentence(QT_TRANSLATE_NOOP("myna", "The body of the request cannot be read."))));
            return;
        case RequestParser::State::More:
            break;
        }
        if (used == 0) {
            // A full buffer of which nothing can be used never becomes readable, for example an endless chunk header.
            if (bytes.size() >= readBufferBytes)
                refuse(m_router.error(
                    400, QLatin1String("bad_request"), sentence(QT_TRANSLATE_NOOP("myna", "The body of the request cannot be read."))));
            return;
        }
    }
}

void HttpConnection::handle(QByteArray body)
{
    m_parser.reset();
    if (m_refusal) {
        write(*std::exchange(m_refusal, std::nullopt), m_keepAlive);
        return;
    }
    m_head.request.body = std::move(body);
    m_phase = Phase::Handling;
    m_limit.start(m_limits.answer);
    const Responder responder(this, m_number);
    try {
        m_route->handle(m_head.request, responder);
    } catch (const std::exception& fault) {
        qWarning("A request could not be answered: %s", fault.what());
        responder.answer(m_router.error(
            500, QLatin1String("INTERNAL_ERROR"), sentence(QT_TRANSLATE_NOOP("myna", "Something went wrong in the server."))));
    }
}

void HttpConnection::answer(quint64 number, const Response& response)
{
    if (m_phase == Phase::Handling && number == m_number)
        write(response, m_keepAlive);
}

// A request without a body is read away first, so the connection may serve the next one.
void HttpConnection::turnDown(const Response& response)
{
    if (m_head.contentLength != 0) {
        refuse(response);
        return;
    }
    m_refusal = response;
    m_parser.emplace(m_limits.headBytes, 0);
    m_phase = Phase::Body;
}

// A client whose input is unread would get a reset instead of the answer, so the rest is read away for a moment.
void HttpConnection::refuse(const Response& response)
{
    m_parser.reset();
    write(response, false);
    if (m_phase == Phase::Gone)
        return;
    m_phase = Phase::Lingering;
    m_limit.start(m_limits.linger);
}

void HttpConnection::write(const Response& response, bool keepAlive)
{
    m_keepAlive = keepAlive;
    m_phase = Phase::Writing;
    m_head.request.body.clear();
    m_limit.start(m_limits.answer);
    const bool withBody = m_head.request.method != "HEAD";
    m_stream = withBody ? response.stream : nullptr;
    m_streamLeft = m_stream ? response.streamBytes : 0;
    m_socket->write(serialise(response, m_head.version, keepAlive, withBody));
    emit answered({ m_head.request.method, m_head.request.path, m_socket->peerAddress(), response.status,
        m_sinceHead.isValid() ? m_sinceHead.elapsed() : 0 });
    if (!m_reading)
        written();
}

// The next request waits until this answer has left: a client that does not read cannot pile up answers.
void HttpConnection::written()
{
    if (m_phase != Phase::Writing || m_socket->bytesToWrite() > 0)
        return;
    if (m_stream) {
        pour();
        return;
    }
    if (!m_keepAlive) {
        m_limit.start(m_limits.linger);
        m_socket->disconnectFromHost();
        return;
    }
    m_phase = Phase::Head;
    m_limit.start(m_limits.idle);
    read();
}

// The next piece of a stream. The limit is for each piece: a slow client may take long, a dead one may not.
void HttpConnection::pour()
{
    const QByteArray piece = m_stream->read(qMin(pieceBytes, m_streamLeft));
    m_streamLeft -= piece.size();
    if ((m_streamLeft > 0 && piece.isEmpty()) || m_socket->write(piece) != piece.size()) {
        m_socket->abort();
        finish();
        return;
    }
    if (m_streamLeft == 0)
        m_stream.reset();
    m_limit.start(m_limits.answer);
    if (piece.isEmpty())
        written();
}

void HttpConnection::late()
{
    if (m_phase == Phase::Head && m_begun) {
        refuse(m_router.error(408, QLatin1String("timeout"), sentence(QT_TRANSLATE_NOOP("myna", "The request did not arrive in time."))));
        return;
    }
    if (m_phase == Phase::Body) {
        refuse(m_router.error(408, QLatin1String("timeout"), sentence(QT_TRANSLATE_NOOP("myna", "The request did not arrive in time."))));
        return;
    }
    m_socket->abort();
    finish();
}

void HttpConnection::finish()
{
    if (m_phase == Phase::Gone)
        return;
    m_phase = Phase::Gone;
    m_limit.stop();
    m_stream.reset();
    m_place.reset();
    emit finished();
}

}

#include "moc_httpconnection.cpp"
