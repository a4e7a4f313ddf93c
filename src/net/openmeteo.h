// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QString>
#include <QUrl>
#include <QVector>

#include <optional>

// Open-Meteo, a weather service that wants no key: what is asked, what it answers, and how that is said. Pure; facts:
// https://open-meteo.com/en/docs and /en/docs/geocoding-api.
namespace myna::net {

inline const QUrl openMeteoPlaces { QStringLiteral("https://geocoding-api.open-meteo.com/v1/search") };
inline const QUrl openMeteoForecast { QStringLiteral("https://api.open-meteo.com/v1/forecast") };

inline constexpr int mostForecastDays = 7;
inline constexpr qsizetype longestCity = 80; // characters
inline constexpr qint64 largestWeatherReply = 128 * 1024; // bytes; usual ones have two thousand

struct Place
{
    QString name; // as the service spells it
    QString region;
    QString country;
    double latitude = 0;
    double longitude = 0;
    bool operator==(const Place&) const = default;
};

struct WeatherNow
{
    QDateTime time; // of the observation, in the place's own time
    int code = -1; // WMO 4677 as the service uses it
    double celsius = 0;
    std::optional<double> feelsCelsius;
    std::optional<double> humidityPercent;
    std::optional<double> windKmh;
    bool operator==(const WeatherNow&) const = default;
};

struct WeatherDay
{
    QDate date;
    int code = -1;
    double lowCelsius = 0;
    double highCelsius = 0;
    std::optional<double> rainPercent; // how likely
    std::optional<double> rainMm;
    bool operator==(const WeatherDay&) const = default;
};

struct Weather
{
    Place place;
    WeatherNow now;
    QVector<WeatherDay> days; // today first
    bool operator==(const Weather&) const = default;
};

// `language`: "en" or "zh"; names of places come in it.
QUrl placeQuestion(const QUrl& base, const QString& city, const QString& language);
// The most likely place. Errors: NotFound (no place of that name), Protocol.
Result<Place> placeFrom(const QByteArray& json, const QString& city);
QUrl weatherQuestion(const QUrl& base, const Place& place, int days);
// Days without a figure are left out. Errors: Protocol, Unavailable (the service says why).
Result<Weather> weatherFrom(const QByteArray& json, const Place& place);

QString weatherWords(int code, const QString& language); // "light rain"; empty for a code nobody knows
QString placeWords(const Place& place); // "Ghent, Flanders, Belgium", nothing twice
// With place, time and source: nothing that was not measured or computed there.
QString nowSentence(const Weather& weather, const QString& language);
QString forecastSentence(const Weather& weather, int days, const QString& language);

}
