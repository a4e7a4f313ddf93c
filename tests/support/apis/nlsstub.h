// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/apis/soundstub.h"

#include <QSet>
#include <QWebSocketServer>

class QWebSocket;

namespace myna::test {

// HMAC-SHA1 written from RFC 2104 and RFC 3174: what a signature is checked with must not be what made it.
QByteArray plainHmacSha1(const QByteArray& key, const QByteArray& text);

// Alibaba's speech service (NLS) as it publishes its interfaces: tokens for signed questions, speech over HTTP and over the WebSocket.
class NlsStub final : public QObject
{
    Q_OBJECT

public:
    enum class Manner { Proper, Cut, Silent, Garbage, TaskFailed };

    explicit NlsStub(const QSslConfiguration& tokenTls = {});
    ~NlsStub() override;

    [[nodiscard]] ApiStub& http() { return m_http; } // speech
    [[nodiscard]] ApiStub& tokens() { return m_tokens; }
    [[nodiscard]] QUrl socketUrl() const { return m_server.serverUrl(); }

    Manner manner = Manner::Proper;
    qint64 failStatus = 40000005;
    QString keyId = QStringLiteral("LTAI-id");
    QByteArray keySecret = "key-secret";
    QString appKey = QStringLiteral("project");
    int tokenLife = 3600; // seconds
    QSet<QString> valid; // tokens
    std::function<codec::PcmFrame(const QString& text, int rateHz)> speaks = soundOf;
    std::function<ApiStub::Answer(const ApiStub::Answer&)> change; // of speech over HTTP

    QStringList complaints;
    QList<QJsonObject> payloads; // of the questions for speech
    QStringList texts; // asked for
    int issued = 0; // tokens
    int openSockets = 0;
    int acceptedSockets = 0;

private:
    struct Task;
    ApiStub::Answer issue(const ApiStub::Request& request);
    ApiStub::Answer speak(const ApiStub::Request& request);
    void accept();
    void onText(QWebSocket* socket, Task& task, const QString& text);
    void answer(QWebSocket* socket, const Task& task);
    void tell(QWebSocket* socket, const Task& task, const QString& name, qint64 status = 20000000);

    QWebSocketServer m_server;
    ApiStub m_tokens;
    ApiStub m_http;
};

}
