// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/httpfailure.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <utility>

namespace myna::server {

class EngineNetwork;

struct HttpTiming
{
    std::chrono::milliseconds first { 60000 }; // question → head of the answer
    std::chrono::milliseconds idle { 60000 }; // between two pieces
    std::chrono::milliseconds whole { 300000 };
    bool operator==(const HttpTiming&) const = default;
};

struct HttpQuestion
{
    QUrl url; // http or https
    QByteArray verb = "POST";
    QByteArray body;
    QByteArray contentType = "application/json";
    QByteArray accept = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers; // with the credentials, so this is never logged
    qint64 maxAnswer = 8 * 1024 * 1024; // bytes, unpacked
    HttpTiming timing;
};

// One question and its answer, piece by piece. Goes off by itself; deleting it ends it at once, with its connection. No signal comes from
// inside the constructor. finished() or failed() is the last signal; a slot may delete the call.
class HttpCall final : public QObject
{
    Q_OBJECT

public:
    HttpCall(EngineNetwork& network, HttpQuestion question, QObject* parent = nullptr);
    ~HttpCall() override;

    [[nodiscard]] const QUrl& url() const { return m_question.url; }
    [[nodiscard]] QByteArray header(const QByteArray& name) const; // of the answer; from answered() on, until it is over
    // Everything wanted has come: lets the answer end by itself, so that the connection can be used again, and then deletes this. Nobody is
    // told any more.
    static void letEnd(std::unique_ptr<HttpCall> call);

signals:
    void answered(const QByteArray& contentType); // with success; lower case, without parameters
    void received(const QByteArray& bytes);
    void finished();
    void failed(const myna::server::HttpFailure& failure);

private:
    void start();
    void onHead();
    void onBytes();
    void onFinished();
    void fail(const HttpFailure& failure);
    void letGo();
    [[nodiscard]] int status() const;

    EngineNetwork& m_network;
    HttpQuestion m_question;
    QPointer<QNetworkReply> m_reply;
    QTimer m_patience; // first, then idle
    QTimer m_whole;
    QByteArray m_refusal; // the beginning of an answer that is no success
    qint64 m_bytes = 0;
    bool m_answered = false;
    bool m_over = false;
};

}
