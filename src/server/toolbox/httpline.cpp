// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/httpline.h"

#include "protocol/jsonrpc.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/net/httpcall.h"
#include "server/engines/net/sseparser.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr std::chrono::milliseconds farewellLimit { 1000 };
constexpr std::chrono::milliseconds streamPause { 5000 }; // before a stream that ended is asked for again
constexpr HttpTiming streamTiming { std::chrono::seconds(10), std::chrono::minutes(10), std::chrono::hours(24) };
constexpr qsizetype longestSession = 256;
constexpr int unheard = -32000; // JSON-RPC: of the one who asks
const QByteArray eventStream = QByteArrayLiteral("text/event-stream");

QString cutShort()
{
    return QCoreApplication::translate("myna", "The tool server took the question and gave no answer.");
}

}

QList<QJsonObject> messagesIn(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isObject())
        return { document.object() };
    QList<QJsonObject> messages;
    const QJsonArray items = document.array();
    for (const auto item : items) {
        if (item.isObject())
            messages.append(item.toObject());
    }
    return messages;
}

QJsonObject failedAnswer(const QJsonObject& request, const QString& text)
{
    if (!request.contains("method"_L1) || !request.contains("id"_L1))
        return {};
    return protocol::encodeRpc(protocol::RpcResponse { request["id"_L1], protocol::RpcError { unheard, text } });
}

struct HttpLine::Post
{
    std::unique_ptr<HttpCall> call;
    QJsonObject message;
    QByteArray body;
    SseParser events;
    bool isStream = false;
    bool isAnswered = false;
};

HttpLine::HttpLine(EngineNetwork& network, HttpWay way, QObject* parent)
    : McpLine(parent)
    , m_network(network)
    , m_way(std::move(way))
{
    m_again.setSingleShot(true);
    m_again.setInterval(streamPause);
    connect(&m_again, &QTimer::timeout, this, &HttpLine::listen);
}

HttpLine::~HttpLine() = default;

HttpQuestion HttpLine::question(const QByteArray& verb) const
{
    HttpQuestion question { .url = m_way.url, .verb = verb, .accept = "application/json, text/event-stream", .headers = m_way.headers };
    question.maxAnswer = maxAnswer;
    question.timing = { m_way.limit, m_way.limit, 2 * m_way.limit };
    if (!m_session.isEmpty())
        question.headers.append({ "Mcp-Session-Id", m_session });
    if (!m_version.isEmpty())
        question.headers.append({ "MCP-Protocol-Version", m_version });
    return question;
}

void HttpLine::agree(const QString& version)
{
    static const QRegularExpression date(u"^\\d{4}-\\d\\d-\\d\\d$"_s);
    if (date.match(version).hasMatch())
        m_version = version.toLatin1();
}

void HttpLine::send(const QJsonObject& message)
{
    if (m_over)
        return;
    if (m_posts.size() >= maxPosts) {
        end(tr("It asks more than anybody answers."));
        return;
    }
    auto post = std::make_unique<Post>();
    post->message = message;
    HttpQuestion wanted = question("POST");
    wanted.body = QJsonDocument(message).toJson(QJsonDocument::Compact);
    post->call = std::make_unique<HttpCall>(m_network, wanted);
    const quint64 number = ++m_last;
    m_posts.emplace(number, std::move(post));
    connectPost(number);
}

void HttpLine::connectPost(quint64 number)
{
    HttpCall* const call = m_posts.at(number)->call.get();
    connect(call, &HttpCall::answered, this, [this, number](const QByteArray& type) { onAnswered(number, type); });
    connect(call, &HttpCall::received, this, [this, number](const QByteArray& bytes) { onBytes(number, bytes); });
    connect(call, &HttpCall::finished, this, [this, number] { onFinished(number); });
    connect(call, &HttpCall::failed, this, [this, number](const HttpFailure& failure) { onFailed(number, failure); });
}

void HttpLine::onAnswered(quint64 number, const QByteArray& contentType)
{
    Post& post = *m_posts.at(number);
    post.isStream = contentType == eventStream;
    if (post.message["method"_L1] == "initialize"_L1)
        m_session = post.call->header("Mcp-Session-Id").left(longestSession);
}

void HttpLine::onBytes(quint64 number, const QByteArray& bytes)
{
    Post& post = *m_posts.at(number);
    if (!post.isStream) {
        post.body += bytes;
        return;
    }
    const QList<SseEvent> events = post.events.put(bytes);
    const QPointer<HttpLine> self(this);
    for (const SseEvent& event : events) {
        if (!self || m_over)
            return;
        receiveAll(event.data);
    }
}

// Judged before it is handed on: whoever receives may end this.
void HttpLine::receiveAll(const QByteArray& json)
{
    const QPointer<HttpLine> self(this);
    const QList<QJsonObject> messages = messagesIn(json);
    for (const QJsonObject& message : messages) {
        if (!self || m_over)
            return;
        const QJsonValue id = message["id"_L1];
        for (const auto& [number, post] : m_posts) {
            if (!message.contains("method"_L1) && post->message["id"_L1] == id)
                post->isAnswered = true;
        }
        emit received(message);
    }
}

std::unique_ptr<HttpLine::Post> HttpLine::take(quint64 number)
{
    auto post = std::move(m_posts.at(number));
    m_posts.erase(number);
    post->call->disconnect(this);
    post->call.release()->deleteLater(); // it is emitting now
    return post;
}

void HttpLine::onFinished(quint64 number)
{
    if (!m_posts.at(number)->isStream)
        receiveAll(QByteArray(m_posts.at(number)->body));
    if (m_over)
        return;
    const auto post = take(number);
    if (post->message["method"_L1] == "notifications/initialized"_L1)
        listen();
    if (!post->isAnswered)
        answerInstead(*post, cutShort());
}

void HttpLine::answerInstead(const Post& post, const QString& text)
{
    const QJsonObject answer = failedAnswer(post.message, text);
    if (!answer.isEmpty())
        emit received(answer);
}

void HttpLine::onFailed(quint64 number, const HttpFailure& failure)
{
    const auto post = take(number);
    const bool isGreeting = post->message["method"_L1] == "initialize"_L1;
    const bool unknown = failure.status == 400 || failure.status == 404 || failure.status == 405 || failure.status == 406;
    if (isGreeting && unknown)
        emit notSpoken();
    if (failure.status == 404 && !m_session.isEmpty()) {
        m_session.clear(); // the server has ended it already
        close(tr("It began anew."));
        if (post->message.contains("method"_L1) && post->message["id"_L1].isDouble())
            emit untaken(post->message["id"_L1].toInteger());
    } else if (failure.error.code == Error::Code::Network && failure.status == 0) {
        close(failure.error.text);
    } else if (!post->isAnswered) {
        answerInstead(*post, failure.error.text);
    }
}

void HttpLine::drop(qint64 id)
{
    for (const auto& [number, post] : m_posts) {
        if (post->message.contains("method"_L1) && post->message["id"_L1].toInteger(-1) == id) {
            const quint64 late = number;
            take(late);
            return;
        }
    }
}

void HttpLine::listen()
{
    if (m_over || m_stream)
        return;
    m_stream = std::make_unique<Post>();
    HttpQuestion wanted = question("GET");
    wanted.accept = eventStream;
    wanted.timing = streamTiming;
    m_stream->call = std::make_unique<HttpCall>(m_network, wanted);
    HttpCall* const call = m_stream->call.get();
    connect(call, &HttpCall::answered, this, [this](const QByteArray& type) { m_stream->isStream = type == eventStream; });
    connect(call, &HttpCall::received, this, [this](const QByteArray& bytes) {
        const QList<SseEvent> events = m_stream->isStream ? m_stream->events.put(bytes) : QList<SseEvent>();
        const QPointer<HttpLine> self(this);
        for (const SseEvent& event : events) {
            if (!self || m_over)
                return;
            receiveAll(event.data);
        }
    });
    connect(call, &HttpCall::finished, this, [this] { onStreamEnd({}); });
    connect(call, &HttpCall::failed, this, &HttpLine::onStreamEnd);
}

void HttpLine::onStreamEnd(const HttpFailure& failure)
{
    const bool hadOne = m_stream->isStream;
    m_stream->call.release()->deleteLater();
    m_stream.reset();
    if (failure.status == 404 && !m_session.isEmpty()) {
        m_session.clear();
        close(tr("It began anew."));
    } else if (hadOne) {
        m_again.start();
    }
}

void HttpLine::end(const QString& reason)
{
    if (m_over)
        return;
    if (m_session.isEmpty()) {
        close(reason);
        return;
    }
    HttpQuestion farewell = question("DELETE");
    farewell.timing = { farewellLimit, farewellLimit, farewellLimit };
    close({});
    m_farewell = std::make_unique<HttpCall>(m_network, farewell);
    connect(m_farewell.get(), &HttpCall::finished, this, [this, reason] { emit closed(reason); });
    connect(m_farewell.get(), &HttpCall::failed, this, [this, reason] { emit closed(reason); });
}

// Nothing is received any more; without a reason somebody else says that it is closed.
void HttpLine::close(const QString& reason)
{
    if (std::exchange(m_over, true))
        return;
    m_again.stop();
    for (const auto& [number, post] : std::exchange(m_posts, {})) {
        post->call->disconnect(this);
        post->call.release()->deleteLater();
    }
    if (m_stream) {
        m_stream->call->disconnect(this);
        m_stream->call.release()->deleteLater();
        m_stream.reset();
    }
    if (!reason.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, reason] { emit closed(reason); }, Qt::QueuedConnection);
}

}

#include "moc_httpline.cpp"
