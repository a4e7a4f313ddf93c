// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace myna::test {

inline QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// A service spoken to over HTTP/1.1 on a loopback port: keeps connections, records what it is asked, and answers well or badly, piece by
// piece. Lives on the test's thread.
class ApiStub : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray method;
        QByteArray path;
        QHash<QByteArray, QByteArray> headers; // names in lower case
        QByteArray body;
        [[nodiscard]] QJsonObject json() const;
    };
    enum class End {
        Proper,
        Cut, // the connection closes where more was promised
        Held, // nothing more comes, and the connection stays
        Endless, // the last piece again and again
    };
    struct Answer
    {
        int status = 200;
        QByteArray contentType = "application/json";
        QList<std::pair<QByteArray, QByteArray>> headers;
        QList<QByteArray> pieces; // each is written by itself
        End end = End::Proper;
        bool silent = false; // not even a head
        bool closes = false; // without chunks: the end of the connection is the end of the answer
    };
    using Handler = std::function<Answer(const Request&)>;

    explicit ApiStub(const QSslConfiguration& tls = {});
    ~ApiStub() override;

    [[nodiscard]] QUrl url(const QString& path = QStringLiteral("/")) const;
    void onRequest(Handler handler) { m_handler = std::move(handler); }

    [[nodiscard]] const QList<Request>& requests() const { return m_requests; }
    [[nodiscard]] int openSockets() const { return m_open; }
    [[nodiscard]] int acceptedSockets() const { return m_accepted; }

    // The same bytes, one to a piece.
    static QList<QByteArray> byteByByte(const QByteArray& bytes);
    static QByteArray gzipped(const QByteArray& bytes);

signals:
    void asked();

private:
    struct Connection;

    void accept();
    void read(const std::shared_ptr<Connection>& connection);
    void begin(const std::shared_ptr<Connection>& connection, const Answer& answer);
    void writeNext(const std::shared_ptr<Connection>& connection);

    std::unique_ptr<QTcpServer> m_server;
    bool m_tls;
    Handler m_handler;
    QList<Request> m_requests;
    int m_open = 0;
    int m_accepted = 0;
};

}
