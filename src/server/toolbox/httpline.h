// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/httpfailure.h"
#include "server/toolbox/mcpline.h"

#include <QList>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <map>
#include <memory>
#include <utility>

namespace myna::server {

class EngineNetwork;
class HttpCall;
struct HttpQuestion;

struct HttpWay
{
    QUrl url; // http or https
    QList<std::pair<QByteArray, QByteArray>> headers; // with the credentials, so this is never logged
    std::chrono::milliseconds limit { 30000 }; // of one call
};

// MCP over "streamable HTTP": each message is a POST, answered with JSON or with a stream of events; a GET keeps a stream open for what the
// server says of itself, where it has one. Keeps the session the server gave, and ends it.
class HttpLine final : public McpLine
{
    Q_OBJECT

public:
    static constexpr qint64 maxAnswer = qint64(8) * 1024 * 1024; // bytes
    static constexpr size_t maxPosts = 32; // under way

    HttpLine(EngineNetwork& network, HttpWay way, QObject* parent = nullptr);
    ~HttpLine() override;

    Result<> open() override { return {}; }
    void send(const QJsonObject& message) override;
    void end(const QString& reason) override;
    void agree(const QString& version) override;
    void drop(qint64 id) override;

signals:
    void notSpoken(); // before closed(): the server does not know this way of talking

private:
    struct Post;
    [[nodiscard]] HttpQuestion question(const QByteArray& verb) const;
    void connectPost(quint64 number);
    void onAnswered(quint64 number, const QByteArray& contentType);
    void onBytes(quint64 number, const QByteArray& bytes);
    void onFinished(quint64 number);
    void onFailed(quint64 number, const HttpFailure& failure);
    std::unique_ptr<Post> take(quint64 number);
    void answerInstead(const Post& post, const QString& text);
    void receiveAll(const QByteArray& json);
    void listen();
    void onStreamEnd(const HttpFailure& failure);
    void close(const QString& reason);

    EngineNetwork& m_network;
    HttpWay m_way;
    QByteArray m_session; // empty: the server has none
    QByteArray m_version;
    std::map<quint64, std::unique_ptr<Post>> m_posts;
    std::unique_ptr<Post> m_stream;
    std::unique_ptr<HttpCall> m_farewell;
    QTimer m_again; // for the stream
    quint64 m_last = 0;
    bool m_over = false;
};

// An object, or each object of an array.
QList<QJsonObject> messagesIn(const QByteArray& json);
// What a request is answered with when its answer does not come. Nothing for what is no request.
QJsonObject failedAnswer(const QJsonObject& request, const QString& text);

}
