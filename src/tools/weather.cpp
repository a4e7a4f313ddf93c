// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/weather.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QPointer>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::tools {

namespace {

constexpr qint64 cacheBytes = 64 * 1024;
constexpr std::chrono::milliseconds life = 10min; // there is a new observation every quarter of an hour

Error troubleOf(const QNetworkReply& reply, bool tooLarge)
{
    if (tooLarge)
        return { Error::Code::Protocol,
            QCoreApplication::translate("myna", "The weather service answered far too much. Try again later.") };
    if (reply.error() == QNetworkReply::OperationCanceledError || reply.error() == QNetworkReply::TimeoutError)
        return { Error::Code::Timeout,
            QCoreApplication::translate("myna", "The weather service did not answer in time. Try again later.") };
    if (reply.error() == QNetworkReply::SslHandshakeFailedError) {
        return { Error::Code::Network,
            QCoreApplication::translate(
                "myna", "The weather service could not prove who it is, so it was not asked. Check this computer's clock and network.") };
    }
    return { Error::Code::Network, QCoreApplication::translate("myna", "There is no network: the weather service cannot be reached.") };
}

}

WeatherSource::WeatherSource(Service service, QObject* parent)
    : QObject(parent)
    , m_service(std::move(service))
    , m_known(cacheBytes, life)
{
    m_network.setProxy(QNetworkProxy::NoProxy); // each question sets its own
}

void WeatherSource::ask(const QString& city, const QString& language, QObject* asker, const Answer& answer)
{
    const QString town = city.simplified().left(net::longestCity);
    if (town.isEmpty()) {
        answer(Error { Error::Code::Invalid, tr("Say for which town.") });
        return;
    }
    const QString key = language + u' ' + town.toCaseFolded();
    if (const auto known = m_known.get(key)) {
        answer(*known);
        return;
    }
    const QPointer<QObject> waiting(asker);
    const auto onWeather = [this, key, answer](const Result<QByteArray>& body, const net::Place& place) {
        const Result<net::Weather> weather = body ? net::weatherFrom(*body, place) : Result<net::Weather>(body.error());
        if (weather)
            m_known.set(
                key, *weather, qint64(sizeof(net::Weather) + weather->days.size() * sizeof(net::WeatherDay)) + key.size() * 2 + 512);
        answer(weather);
    };
    get(net::placeQuestion(m_service.places, town, language), asker,
        [this, town, waiting, answer, onWeather](const Result<QByteArray>& body) {
            const Result<net::Place> place = body ? net::placeFrom(*body, town) : Result<net::Place>(body.error());
            if (!place) {
                answer(place.error());
                return;
            }
            get(net::weatherQuestion(m_service.forecast, *place, net::mostForecastDays), waiting,
                [place = *place, onWeather](const Result<QByteArray>& weather) { onWeather(weather, place); });
        });
}

void WeatherSource::get(const QUrl& url, QObject* asker, const Body& done)
{
    auto* finder = new net::ProxyFinder(net::proxyLimit, {}, asker); // ends with whoever asks
    finder->find(url, {}, [this, url, finder, asker = QPointer<QObject>(asker), done](const net::ProxyFinder::Found& found) {
        finder->deleteLater();
        if (asker)
            send(url, found.proxy, asker, done);
    });
}

void WeatherSource::send(const QUrl& url, const QNetworkProxy& proxy, QObject* asker, const Body& done)
{
    m_network.setProxy(proxy);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Myna/" MYNA_VERSION ""_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(2);
    request.setTransferTimeout(int(m_service.limit.count()));
    QNetworkReply* reply = m_network.get(request);
    const auto tooLarge = std::make_shared<bool>(false);
    connect(reply, &QNetworkReply::readyRead, reply, [reply, tooLarge] {
        if (reply->bytesAvailable() > net::largestWeatherReply) {
            *tooLarge = true;
            reply->abort();
        }
    });
    connect(asker, &QObject::destroyed, reply, [reply] {
        reply->disconnect(); // nobody is told any more, not even that it was given up
        reply->abort();
        reply->deleteLater();
    });
    connect(reply, &QNetworkReply::finished, asker, [reply, tooLarge, done] {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        // What it refuses it explains, in JSON.
        if (reply->error() == QNetworkReply::NoError || (status == 400 && !*tooLarge))
            done(reply->readAll());
        else if (status >= 400)
            done(Error { Error::Code::Unavailable, tr("The weather service answers with an error (%1). Try again later.").arg(status) });
        else
            done(troubleOf(*reply, *tooLarge));
    });
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

}

#include "moc_weather.cpp"
