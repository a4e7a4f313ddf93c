// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminplace.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QNetworkAccessManager>
#include <QUrlQuery>

#include <chrono>
#include <functional>

class QNetworkReply;

namespace myna::admin {

// What came back. `data` may say more than the error's sentence, also when it failed.
struct AdminAnswer
{
    bool ok = false;
    int status = 0; // of HTTP; 0: nobody answered
    QJsonValue data;
    Error error;
    QByteArray certificate; // DER; not believed, but comparing its fingerprint would help
};

// Questions and wishes to one server's admin interface. Every call is answered once, later, unless its context or this object is gone or
// another place was set. Main thread.
class AdminClient final : public QObject
{
    Q_OBJECT

public:
    using Then = std::function<void(const AdminAnswer& answer)>;
    static constexpr std::chrono::milliseconds usualLimit { 10000 };

    explicit AdminClient(std::chrono::milliseconds limit = usualLimit, QObject* parent = nullptr);

    void setPlace(const AdminPlace& place); // questions under way are dropped
    [[nodiscard]] const AdminPlace& place() const { return m_place; }
    void get(const QString& path, const QUrlQuery& query, QObject* context, const Then& then);
    // `limit` 0: the usual one.
    void send(const QByteArray& method, const QString& path, const QJsonObject& body, QObject* context, const Then& then,
        std::chrono::milliseconds limit = {});

private:
    [[nodiscard]] QUrl urlOf(const QString& path, const QUrlQuery& query) const;
    void begin(const QByteArray& method, const QUrl& url, const QByteArray& body, QObject* context, const Then& then,
        std::chrono::milliseconds limit);
    [[nodiscard]] AdminAnswer read(QNetworkReply& reply, bool untrusted) const;

    std::chrono::milliseconds m_limit;
    QNetworkAccessManager m_network;
    AdminPlace m_place;
    quint64 m_era = 0; // of the place
};

// One part of a path, whatever is in it.
QString pathPart(const QString& text);

}
