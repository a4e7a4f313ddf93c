// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/controlapi.h"
#include "http/rawclient.h"
#include "pairing/memorystore.h"
#include "support/faketransport.h"
#include "support/otastub.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <functional>
#include <utility>

namespace myna::test {

// One question to local control and its answer, as the wire shows them.
struct Exchange
{
    int status = 0;
    QByteArray method;
    QByteArray path;
    QByteArray question;
    QJsonObject headers; // of the answer, names in lower case
    QByteArray body;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonObject data() const { return json().value(QLatin1String("data")).toObject(); }
    [[nodiscard]] QString code() const { return json().value(QLatin1String("error_code")).toString(); }
    [[nodiscard]] QString header(const QString& name) const { return headers.value(name).toString(); }
};

// All that were made, for the check against the description.
inline QJsonArray& transcript()
{
    static QJsonArray exchanges;
    return exchanges;
}

struct Question
{
    QByteArray method;
    QByteArray path;
    QByteArray body;
    QByteArray type = "application/json";
    QByteArray host; // empty: the right one
    QByteArray token; // empty: the right one
    QByteArray more; // further headers, each with its line break
    QByteArray raw; // instead of all that
};

// A client under control: a session with a fake wire, real pairing against a stub service, and the interface on a real port.
struct ControlRig
{
    explicit ControlRig(const control::ControlLimits& limits = {}, bool withPairing = true)
        : session(network.factory(), {}, { .reconnect = { .first = std::chrono::minutes(1), .jitter = 0 } })
        , pairing(folder.path(), std::make_unique<pairing::MemoryStore>(), QStringLiteral("en-US"), { std::chrono::minutes(1), 20 })
        , api(client(withPairing), folder.path(), limits)
    {
        session.setProfile({ .url = QUrl(QStringLiteral("ws://server/xiaozhi/v1/")) });
        api.follow(&session);
        const auto opened = api.open();
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
    }

    control::ControlledClient client(bool withPairing)
    {
        control::ControlledClient made;
        made.session = [this] { return sessionThere ? &session : nullptr; };
        made.pairing = withPairing ? &pairing : nullptr;
        QObject::connect(&pairing, &pairing::Pairing::failed, &pairing, [this] {
            if (afterFailure)
                std::exchange(afterFailure, {})();
        });
        made.beginPairing = [this]() -> Result<> {
            if (!serverChosen)
                return Error { Error::Code::NotFound, QStringLiteral("No server is chosen.") };
            pairing.begin({ .id = QStringLiteral("stub"), .otaUrl = service.otaUrl() });
            return {};
        };
        made.isMuted = [this] { return muted; };
        return made;
    }

    [[nodiscard]] QByteArray bytesOf(const Question& q) const
    {
        if (!q.raw.isEmpty())
            return q.raw;
        const QByteArray host = q.host.isEmpty() ? "127.0.0.1:" + QByteArray::number(api.url().port()) : q.host;
        const QByteArray token = q.token.isEmpty() ? "Bearer " + api.token() : q.token;
        QByteArray bytes = q.method + ' ' + q.path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
        if (token != "none")
            bytes += "Authorization: " + token + "\r\n";
        if (!q.body.isEmpty())
            bytes += "Content-Type: " + q.type + "\r\nContent-Length: " + QByteArray::number(q.body.size()) + "\r\n";
        return bytes + q.more + "\r\n" + q.body;
    }

    static bool isComplete(const QByteArray& answer)
    {
        const qsizetype end = answer.indexOf("\r\n\r\n");
        const qsizetype length = answer.indexOf("Content-Length: ");
        return end > 0 && length > 0 && answer.size() >= end + 4 + answer.mid(length + 16, 8).split('\r').first().toInt();
    }

    // Status 0 when no answer came.
    Exchange ask(const Question& q)
    {
        RawClient raw(quint16(api.url().port()));
        raw.send(bytesOf(q));
        [&raw] { QTRY_VERIFY(isComplete(raw.received())); }();
        Exchange exchange { raw.status(), q.method, q.path, q.body, {}, raw.body() };
        const QByteArray head = raw.received().left(raw.received().indexOf("\r\n\r\n"));
        for (const QByteArray& line : head.split('\n').mid(1)) {
            const qsizetype colon = line.indexOf(':');
            exchange.headers[QString::fromLatin1(line.left(colon).toLower())] = QString::fromLatin1(line.mid(colon + 1).trimmed());
        }
        transcript().append(QJsonObject { { QStringLiteral("method"), QString::fromLatin1(q.method) },
            { QStringLiteral("path"), QString::fromLatin1(q.path) }, { QStringLiteral("status"), exchange.status },
            { QStringLiteral("question"), QString::fromUtf8(q.body) }, { QStringLiteral("headers"), exchange.headers },
            { QStringLiteral("body"), QString::fromUtf8(exchange.body) } });
        return exchange;
    }
    Exchange get(const QByteArray& path) { return ask({ .method = "GET", .path = path }); }
    Exchange post(const QByteArray& path, const QByteArray& body = {}) { return ask({ .method = "POST", .path = path, .body = body }); }

    void pairAtOnce()
    {
        service.answerOta({ 200, OtaStub::profileBody() });
        post("/api/device-bind");
    }
    FakeTransport& wire() { return *network.newest; }
    void greet()
    {
        wire().accept();
        wire().say(protocol::Hello { .audio = protocol::AudioParams { .sampleRateHz = 24000 } }, QStringLiteral("session-1"));
    }

    QTemporaryDir folder;
    OtaStub service;
    FakeNetwork network;
    session::VoiceSession session;
    pairing::Pairing pairing;
    bool sessionThere = true;
    bool serverChosen = true;
    bool muted = false;
    std::function<void()> afterFailure; // what the program does that hears of it before the interface does, once
    control::ControlApi api;
};

}
