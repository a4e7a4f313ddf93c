// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace myna::test {

// Plays the HTTP side of a XiaoZhi service on a loopback port: POST …/ota/ and …/ota/activate, one request a connection.
class OtaStub : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray method;
        QByteArray path;
        QHash<QByteArray, QByteArray> headers; // names in lower case
        QByteArray body;
    };
    struct Answer
    {
        int status = 200;
        QByteArray body;
        QByteArray contentType = "application/json";
        QByteArray location; // for redirects
        bool silent = false; // accepts the question and never answers
        bool cut = false; // hangs up in the middle of the answer
    };
    using Handler = std::function<Answer(const Request&)>;

    // With a TLS configuration it speaks https.
    explicit OtaStub(const QSslConfiguration& tls = {});
    ~OtaStub() override;

    [[nodiscard]] QUrl otaUrl() const;
    void onOta(Handler handler) { m_ota = std::move(handler); }
    void onActivate(Handler handler) { m_activate = std::move(handler); }
    // The same answer to every version check.
    void answerOta(const Answer& answer);

    // A whole service: offers the code until approve() or `pendingTries` questions, then says where to connect.
    // Without a challenge it never answers /activate but with 500.
    void offerCode(const QString& code, const QString& challenge, int pendingTries, const QString& message = {}, int timeoutMs = 0);
    void approve() { m_bound = true; }
    void forget() { m_bound = false; }

    [[nodiscard]] QList<Request> requests() const { return m_requests; }
    [[nodiscard]] int count(const QByteArray& pathEnd) const;

    static QByteArray profileBody(
        const QString& url = QStringLiteral("ws://127.0.0.1:9/xiaozhi/v1/"), const QString& token = QStringLiteral("t0ken"));
    static QByteArray activationBody(const QString& code, const QString& challenge, const QString& message = {}, int timeoutMs = 0);

signals:
    void asked(const QByteArray& path);

private:
    void accept();
    void read(QTcpSocket* socket, const std::shared_ptr<QByteArray>& received);
    void answer(QTcpSocket* socket, const Answer& answer);

    std::unique_ptr<QTcpServer> m_server;
    bool m_tls;
    bool m_bound = false;
    int m_tries = 0;
    Handler m_ota;
    Handler m_activate;
    QList<Request> m_requests;
};

}
