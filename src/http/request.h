// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QString>
#include <QStringList>
#include <QUrlQuery>
#include <QVector>

#include <chrono>
#include <memory>

class QIODevice;

namespace myna::http {

struct Header
{
    QByteArray name;
    QByteArray value;
    bool operator==(const Header&) const = default;
};

// What a client asks, judged and bounded; the body is empty while only the head is known.
struct Request
{
    QByteArray method;
    QString path; // decoded, without query
    QUrlQuery query;
    QVector<Header> headers;
    QByteArray body;
    QHostAddress peer;
    QHostAddress local; // the address the peer used to reach this computer
    QStringList captured; // what stands in the places of the route's `{}`, in their order

    [[nodiscard]] QByteArray header(QLatin1String name) const; // the first of that name, any case; empty when absent
    // The header or, when it is absent, the query item of that name: browsers cannot set headers on a WebSocket.
    [[nodiscard]] QString headerOrQuery(QLatin1String header, QLatin1String item) const;
    [[nodiscard]] bool fromThisComputer() const;
};

struct Response
{
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("text/plain; charset=utf-8");
    QByteArray body;
    QVector<Header> headers; // further ones
    std::shared_ptr<QIODevice> stream; // instead of a body: open, and read piece by piece as the client takes it
    qint64 streamBytes = 0; // how much of it; an answer that ends early is a broken connection
    bool operator==(const Response&) const = default;
};

// One answer given, for counting and for the access log. Without the query, which may carry a token.
struct Answered
{
    QByteArray method; // empty: the request could not be read
    QString path;
    QHostAddress peer;
    int status = 0;
    qint64 ms = 0; // from the complete head to the answer's first byte
    bool operator==(const Answered&) const = default;
};

Response textResponse(const QString& text, int status = 200);
Response jsonResponse(const QJsonObject& object, int status = 200);
// `{"success":false,"error":…,"error_code":…}`, the shape of every failure of this program.
Response errorResponse(int status, QLatin1String code, const QString& text);

// What one connection may cost.
struct Limits
{
    qsizetype headBytes = 16 * 1024;
    std::chrono::milliseconds head { 5000 }; // from the connection, or from the first byte of a further request
    std::chrono::milliseconds body { 30000 };
    std::chrono::milliseconds answer { 60000 }; // for the handler, and for the client to read the answer
    std::chrono::milliseconds idle { 15000 }; // between two requests
    std::chrono::milliseconds linger { 1000 }; // after a refusal, so that the client can still read it
};

}
