// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ttlcache.h"
#include "net/openmeteo.h"
#include "net/proxyfinder.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <chrono>
#include <functional>

namespace myna::tools {

// The weather of a town, asked of Open-Meteo when somebody wants to know it and kept for ten minutes. Lives on the main thread.
class WeatherSource final : public QObject
{
    Q_OBJECT

public:
    struct Service
    {
        QUrl places = net::openMeteoPlaces;
        QUrl forecast = net::openMeteoForecast;
        std::chrono::milliseconds limit { 10000 }; // for each of the two questions
    };
    using Answer = std::function<void(const Result<net::Weather>&)>;

    explicit WeatherSource(QObject* parent = nullptr)
        : WeatherSource(Service {}, parent)
    {
    }
    explicit WeatherSource(Service service, QObject* parent = nullptr);

    // `answer` is called once, now or later, and not at all when `asker` is gone by then. Errors: NotFound, Network, Timeout, Unavailable,
    // Protocol.
    void ask(const QString& city, const QString& language, QObject* asker, const Answer& answer);

private:
    using Body = std::function<void(const Result<QByteArray>&)>;
    void get(const QUrl& url, QObject* asker, const Body& done);
    void send(const QUrl& url, const QNetworkProxy& proxy, QObject* asker, const Body& done);

    Service m_service;
    QNetworkAccessManager m_network;
    TtlCache<QString, net::Weather> m_known;
};

}
