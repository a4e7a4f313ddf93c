// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/sseline.h"

#include "server/engines/net/enginenetwork.h"
#include "server/engines/net/httpcall.h"
#include "server/engines/net/sseparser.h"

#include <QJsonDocument>
#include <QPointer>

#include <algorithm>

namespace myna::server {

namespace {

constexpr HttpTiming streamTiming { std::chrono::seconds(10), std::chrono::minutes(10), std::chrono::hours(24) };
constexpr qint64 maxStream = qint64(64) * 1024 * 1024; // bytes; then it is begun anew

bool sameOrigin(const QUrl& a, const QUrl& b)
{
    const auto port = [](const QUrl& url) { return url.port(url.scheme() == QLatin1String("https") ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

}

SseLine::SseLine(EngineNetwork& network, HttpWay way, QObject* parent)
    : McpLine(parent)
    , m_network(network)
    , m_way(std::move(way))
    , m_events(std::make_unique<SseParser>())
{
}

SseLine::~SseLine() = default;

Result<> SseLine::open()
{
    HttpQuestion question { .url = m_way.url, .verb = "GET", .accept = "text/event-stream", .headers = m_way.headers };
    question.maxAnswer = maxStream;
    question.timing = streamTiming;
    m_stream = std::make_unique<HttpCall>(m_network, question);
    connect(m_stream.get(), &HttpCall::received, this, &SseLine::onBytes);
    connect(m_stream.get(), &HttpCall::finished, this, [this] { end(tr("It ended the connection.")); });
    connect(m_stream.get(), &HttpCall::failed, this, [this](const HttpFailure& failure) { end(failure.error.text); });
    return {};
}

void SseLine::onBytes(const QByteArray& bytes)
{
    const QList<SseEvent> events = m_events->put(bytes);
    if (m_events->isTooLong()) {
        end(tr("It writes more than anybody reads."));
        return;
    }
    const QPointer<SseLine> self(this);
    for (const SseEvent& event : events) {
        if (!self || !m_stream)
            return;
        if (event.type == "endpoint") {
            onPlace(event.data);
            continue;
        }
        for (const QJsonObject& message : messagesIn(event.data)) {
            if (self && m_stream)
                emit received(message);
        }
    }
}

void SseLine::onPlace(const QByteArray& address)
{
    const QUrl place = m_way.url.resolved(QUrl(QString::fromUtf8(address.trimmed())));
    // Whoever gets the messages gets the credentials too.
    if (!sameOrigin(place, m_way.url)) {
        end(tr("It wants the messages sent to another server."));
        return;
    }
    m_place = place;
    for (const QJsonObject& message : std::exchange(m_waiting, {}))
        post(message);
}

void SseLine::send(const QJsonObject& message)
{
    if (!m_stream)
        return;
    if (m_waiting.size() + m_posts.size() >= HttpLine::maxPosts)
        end(tr("It asks more than anybody answers."));
    else if (m_place.isEmpty())
        m_waiting.push_back(message);
    else
        post(message);
}

void SseLine::post(const QJsonObject& message)
{
    HttpQuestion question { .url = m_place,
        .body = QJsonDocument(message).toJson(QJsonDocument::Compact),
        .accept = "application/json, text/event-stream",
        .headers = m_way.headers };
    question.maxAnswer = HttpLine::maxAnswer;
    question.timing = { m_way.limit, m_way.limit, m_way.limit };
    m_posts.push_back(std::make_unique<HttpCall>(m_network, question));
    HttpCall* const call = m_posts.back().get();
    const auto over = [this, call] {
        const auto found = std::find_if(m_posts.begin(), m_posts.end(), [call](const auto& one) { return one.get() == call; });
        if (found == m_posts.end())
            return;
        found->release()->deleteLater(); // it is emitting now
        m_posts.erase(found);
    };
    connect(call, &HttpCall::finished, this, over);
    connect(call, &HttpCall::failed, this, [this, over, message](const HttpFailure& failure) {
        over();
        const QJsonObject answer = failedAnswer(message, failure.error.text);
        if (!answer.isEmpty() && m_stream)
            emit received(answer);
    });
}

void SseLine::end(const QString& reason)
{
    if (!m_stream)
        return;
    m_stream->disconnect(this);
    m_stream.release()->deleteLater(); // it may be emitting now
    for (auto& call : m_posts) {
        call->disconnect(this);
        call.release()->deleteLater();
    }
    m_posts.clear();
    m_waiting.clear();
    QMetaObject::invokeMethod(
        this, [this, reason] { emit closed(reason); }, Qt::QueuedConnection);
}

}

#include "moc_sseline.cpp"
