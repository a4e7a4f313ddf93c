// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/rawclient.h"
#include "protocol/provisioning.h"
#include "server/edge.h"
#include "serveredge/edgefixture.h"
#include "support/outeraddress.h"
#include "support/patience.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

namespace myna::test {

struct EdgeAnswer
{
    int status = 0;
    QByteArray received;
    QByteArray body;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonValue data() const { return json().value(QStringLiteral("data")); }
    [[nodiscard]] QString code() const { return json().value(QStringLiteral("error_code")).toString(); }
};

// A frame as clients send it: masked, with a mask that changes nothing.
inline QByteArray clientFrame(quint8 opcode, const QByteArray& payload)
{
    QByteArray frame(1, char(0x80 | opcode));
    if (payload.size() < 126) {
        frame += char(0x80 | payload.size());
    } else if (payload.size() < 65536) {
        frame += char(0x80 | 126);
        const quint16 size = qToBigEndian(quint16(payload.size()));
        frame.append(reinterpret_cast<const char*>(&size), 2);
    } else {
        frame += char(0x80 | 127);
        const quint64 size = qToBigEndian(quint64(payload.size()));
        frame.append(reinterpret_cast<const char*>(&size), 8);
    }
    return frame + QByteArray(4, '\0') + payload;
}

// Everything this program asked below /admin and what the answers were, as tests/control/openapi_check.py reads it.
inline QJsonArray& ownerTranscript()
{
    static QJsonArray transcript;
    return transcript;
}

// A client whose peer is an address of the network, though it comes to loopback.
class OuterClient : public RawClient
{
public:
    OuterClient(quint16 port, const QHostAddress& from)
        : RawClient(0)
    {
        leave();
        socket().bind(from);
        socket().connectToHost(QHostAddress::LocalHost, port);
        [this] { QTRY_VERIFY(isConnected() || isClosed()); }();
    }
};

// The whole edge on this thread, with real sockets and engines that say nothing.
struct EdgeRig
{
    EdgeRig()
    {
        options.bind = QHostAddress::LocalHost;
        options.port = 0;
        options.httpPort = 0;
        options.dataDir = folder.path();
    }
    ~EdgeRig() { stop(); }

    void start(server::ActivationPolicy policy = server::ActivationPolicy::Open)
    {
        options.activation = policy;
        edge = std::make_unique<server::Edge>(engines, time.clock());
        QObject::connect(edge.get(), &server::Edge::started, edge.get(), [this](const server::ServerAddresses& addresses) {
            web = quint16(addresses.ota.port());
            sessions = quint16(addresses.websocket.port());
        });
        QObject::connect(edge.get(), &server::Edge::activationChanged, edge.get(),
            [this](const server::ActivationRequest& request) { activations.append(request); });
        QObject::connect(edge.get(), &server::Edge::warned, edge.get(), [this](const QString& text) { warnings.append(text); });
        web = 0;
        edge->start(options);
        QTRY_VERIFY(web > 0 && sessions > 0);
    }
    void stop()
    {
        if (!edge)
            return;
        QSignalSpy finished(edge.get(), &server::Edge::finished);
        edge->stop();
        [&] { QTRY_COMPARE(finished.size(), 1); }();
        edge.reset();
    }

    static EdgeAnswer exchange(RawClient& client, const QByteArray& request)
    {
        client.send(request);
        (void)becomesTrue([&] { return client.isClosed() && (client.status() != 0 || client.received().isEmpty()); });
        return { client.status(), client.received(), client.body() };
    }
    EdgeAnswer ask(const QByteArray& method, const QByteArray& path, const QByteArray& headers = {}, const QByteArray& body = {}) const
    {
        RawClient client(web);
        const EdgeAnswer answer = exchange(client,
            method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(web)
                + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
        if (path.startsWith("/admin"))
            keepForOwner(method, path, body, answer);
        return answer;
    }
    static void keepForOwner(const QByteArray& method, const QByteArray& path, const QByteArray& body, const EdgeAnswer& answer)
    {
        QJsonObject headers;
        const QList<QByteArray> lines = answer.received.left(answer.received.indexOf("\r\n\r\n")).split('\n');
        for (const QByteArray& line : lines.mid(1))
            headers.insert(
                QString::fromLatin1(line.left(line.indexOf(':')).toLower()), QString::fromUtf8(line.mid(line.indexOf(':') + 1).trimmed()));
        ownerTranscript().append(QJsonObject { { QStringLiteral("method"), QString::fromLatin1(method) },
            { QStringLiteral("path"), QString::fromLatin1(path.split('?').first()) }, { QStringLiteral("status"), answer.status },
            { QStringLiteral("question"), QString::fromUtf8(body) }, { QStringLiteral("headers"), headers },
            { QStringLiteral("body"), QString::fromUtf8(answer.body) } });
    }
    static QByteArray identity(const QString& client = clientId, const QString& device = deviceId)
    {
        return "Device-Id: " + device.toUtf8() + "\r\nClient-Id: " + client.toUtf8() + "\r\n";
    }
    [[nodiscard]] EdgeAnswer ota(const QString& client = clientId, const QByteArray& body = "{}") const
    {
        return ask("POST", "/xiaozhi/ota/", identity(client), body);
    }
    [[nodiscard]] QByteArray token() const
    {
        const auto reply = protocol::decodeOtaReply(ota().body);
        return reply ? reply->websocket->token.toUtf8() : QByteArray();
    }
    [[nodiscard]] QByteArray adminToken() const
    {
        QFile file(folder.filePath(QStringLiteral("admin.json")));
        (void)file.open(QIODevice::ReadOnly);
        return QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("token")).toString().toUtf8();
    }
    EdgeAnswer admin(const QByteArray& method, const QByteArray& path, const QByteArray& body = {}) const
    {
        return ask(method, path, "Authorization: Bearer " + adminToken() + "\r\n", body);
    }
    [[nodiscard]] QJsonObject row() const { return admin("GET", "/admin/devices").data().toArray().first().toObject(); }
    // Binds the usual device under any policy.
    void bind()
    {
        const auto reply = protocol::decodeOtaReply(ota().body);
        QVERIFY(reply.has_value());
        if (reply->activation)
            edge->approve(reply->activation->code);
        QVERIFY(!protocol::decodeOtaReply(ota().body)->activation);
    }
    static QByteArray handshake(const QByteArray& headers, const QByteArray& path = "/xiaozhi/v1/")
    {
        return "GET " + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + headers + "\r\n";
    }
    // The code of the close frame that follows the handshake's answer, looked for from the end; 0: none.
    static int closeCode(const QByteArray& body)
    {
        const qsizetype at = body.lastIndexOf(char(0x88));
        return at < 0 || body.size() < at + 4 ? 0 : qFromBigEndian<quint16>(body.constData() + at + 2);
    }

    MuteEngines engines;
    FakeTime time;
    QTemporaryDir folder;
    server::ServerOptions options;
    std::unique_ptr<server::Edge> edge;
    quint16 web = 0;
    quint16 sessions = 0;
    QVector<server::ActivationRequest> activations;
    QStringList warnings;
};

}
