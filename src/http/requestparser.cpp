// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"

// Boost 1.74 asserts that a last chunk is seen again with at least five bytes; three or four ("0\r\n") are as good, and any client may
// send them so. The code behind the assertion handles them; found by fuzzing, a test keeps it.
#define BOOST_DISABLE_ASSERTS

#include <QUrl>

#include <limits>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>

namespace myna::http {

namespace beast = boost::beast::http;
using boost::asio::const_buffer;
using boost::system::error_code;

namespace {

QByteArray bytesOf(boost::beast::string_view text)
{
    return { text.data(), qsizetype(text.size()) };
}

// Origin form (`/path?query`) and absolute form (`http://host/path?query`).
bool readTarget(const QByteArray& target, Request& request)
{
    const QUrl url = target.startsWith('/') ? QUrl() : QUrl::fromEncoded(target, QUrl::StrictMode);
    if (!target.startsWith('/')) {
        if (target == "*")
            request.path = QStringLiteral("*");
        else
            request.path = url.path(QUrl::FullyDecoded);
        request.query = QUrlQuery(url);
        return target == "*" || (url.isValid() && !url.scheme().isEmpty());
    }
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(path));
    if (mark >= 0)
        request.query = QUrlQuery(QString::fromLatin1(target.mid(mark + 1)));
    return true;
}

bool isToken(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Something that cannot become a request line, for example a TLS greeting, need not be waited for.
bool beginsLikeRequest(QByteArrayView bytes)
{
    constexpr qsizetype longestMethod = 24;
    for (qsizetype i = 0; i < bytes.size() && i < longestMethod; ++i) {
        if (bytes[i] == ' ')
            return i > 0;
        if (!isToken(bytes[i]))
            return false;
    }
    return bytes.size() < longestMethod;
}

template<typename Fields>
void readUpgrade(const Fields& fields, Head& head)
{
    head.wantsUpgrade = beast::token_list(fields[beast::field::connection]).exists("upgrade")
        && beast::token_list(fields[beast::field::upgrade]).exists("websocket");
    head.upgrade = head.wantsUpgrade && head.version >= 11 && head.request.method == "GET"
        && QByteArray::fromBase64(bytesOf(fields[beast::field::sec_websocket_key])).size() == 16
        && fields[beast::field::sec_websocket_version] == "13";
}

}

Head judgeHead(QByteArrayView bytes, qsizetype limit)
{
    Head head;
    if (!beginsLikeRequest(bytes)) {
        head.state = HeadState::Bad;
        return head;
    }
    beast::request_parser<beast::empty_body> parser;
    parser.header_limit(std::uint32_t(limit));
    parser.body_limit(std::numeric_limits<std::uint64_t>::max()); // the route decides, later
    error_code error;
    parser.put(const_buffer(bytes.data(), size_t(bytes.size())), error);
    if (error && error != beast::error::need_more && error != beast::error::unexpected_body) {
        head.state = error == beast::error::header_limit ? HeadState::TooLarge : HeadState::Bad;
        return head;
    }
    if (!parser.is_header_done()) {
        head.state = bytes.size() >= limit ? HeadState::TooLarge : HeadState::Incomplete;
        return head;
    }
    const auto& message = parser.get();
    head.version = int(message.version());
    head.keepAlive = parser.keep_alive();
    head.contentLength = parser.chunked() ? -1 : qint64(parser.content_length().value_or(0));
    head.request.method = bytesOf(message.method_string());
    for (const auto& field : message)
        head.request.headers.append({ bytesOf(field.name_string()), bytesOf(field.value()) });
    head.expectsContinue = bytesOf(message[beast::field::expect]).toLower() == "100-continue";
    readUpgrade(message, head);
    const bool readable = readTarget(bytesOf(message.target()), head.request) && (head.version == 10 || head.version == 11);
    head.state = readable ? HeadState::Complete : HeadState::Bad;
    return head;
}

struct RequestParser::Private
{
    beast::request_parser<beast::string_body> parser;
};

RequestParser::RequestParser(qsizetype headLimit, qsizetype bodyLimit)
    : d(std::make_unique<Private>())
{
    d->parser.header_limit(std::uint32_t(headLimit));
    d->parser.body_limit(std::uint64_t(bodyLimit));
    d->parser.eager(true);
}

RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

RequestParser::State RequestParser::feed(QByteArrayView bytes, qsizetype& used)
{
    used = 0;
    if (d->parser.is_done())
        return State::Done;
    error_code error;
    used = qsizetype(d->parser.put(const_buffer(bytes.data(), size_t(bytes.size())), error));
    if (error == beast::error::body_limit || error == beast::error::header_limit)
        return State::TooLarge;
    if (error && error != beast::error::need_more)
        return State::Bad;
    return d->parser.is_done() ? State::Done : State::More;
}

QByteArray RequestParser::takeBody()
{
    std::string body = std::move(d->parser.get().body());
    return QByteArray::fromStdString(body);
}

QByteArray serialise(const Response& response, int version, bool keepAlive, bool withBody)
{
    beast::response<beast::string_body> message;
    message.version(unsigned(version));
    message.result(unsigned(response.status));
    message.set(beast::field::server, "Myna");
    message.set(beast::field::content_type, response.contentType.toStdString());
    message.set("X-Content-Type-Options", "nosniff");
    message.set(beast::field::cache_control, "no-store");
    for (const Header& header : response.headers)
        message.set(header.name.toStdString(), header.value.toStdString());
    message.body() = response.body.toStdString();
    message.prepare_payload();
    if (response.stream)
        message.content_length(std::uint64_t(response.streamBytes));
    message.keep_alive(keepAlive);

    beast::response_serializer<beast::string_body> serializer(message);
    serializer.split(!withBody);
    QByteArray bytes;
    while (!serializer.is_done() && (withBody || !serializer.is_header_done())) {
        error_code error;
        serializer.next(error, [&](error_code&, const auto& buffers) {
            for (auto it = boost::asio::buffer_sequence_begin(buffers); it != boost::asio::buffer_sequence_end(buffers); ++it) {
                const const_buffer buffer(*it);
                bytes.append(static_cast<const char*>(buffer.data()), qsizetype(buffer.size()));
            }
            serializer.consume(boost::beast::buffer_bytes(buffers));
        });
        if (error)
            break;
    }
    return bytes;
}

QByteArray continueResponse()
{
    return QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n");
}

}
