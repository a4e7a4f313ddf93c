// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openmeteo.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QStringList>
#include <QTimeZone>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::net {

namespace {

struct CodeWords
{
    int code;
    const char16_t* english;
    const char16_t* chinese;
};

constexpr auto codeTable = std::to_array<CodeWords>({
    { 0, u"clear sky", u"晴" },
    { 1, u"mostly clear", u"大致晴朗" },
    { 2, u"partly cloudy", u"多云" },
    { 3, u"overcast", u"阴" },
    { 45, u"fog", u"雾" },
    { 48, u"freezing fog", u"冻雾" },
    { 51, u"light drizzle", u"小毛毛雨" },
    { 53, u"drizzle", u"毛毛雨" },
    { 55, u"heavy drizzle", u"大毛毛雨" },
    { 56, u"light freezing drizzle", u"小冻毛毛雨" },
    { 57, u"freezing drizzle", u"冻毛毛雨" },
    { 61, u"light rain", u"小雨" },
    { 63, u"rain", u"中雨" },
    { 65, u"heavy rain", u"大雨" },
    { 66, u"light freezing rain", u"小冻雨" },
    { 67, u"freezing rain", u"冻雨" },
    { 71, u"light snow", u"小雪" },
    { 73, u"snow", u"中雪" },
    { 75, u"heavy snow", u"大雪" },
    { 77, u"snow grains", u"米雪" },
    { 80, u"light showers", u"小阵雨" },
    { 81, u"showers", u"阵雨" },
    { 82, u"violent showers", u"强阵雨" },
    { 85, u"light snow showers", u"小阵雪" },
    { 86, u"snow showers", u"阵雪" },
    { 95, u"thunderstorm", u"雷阵雨" },
    { 96, u"thunderstorm with hail", u"雷阵雨伴有冰雹" },
    { 99, u"thunderstorm with heavy hail", u"雷阵雨伴有大冰雹" },
});

constexpr int maxUtcOffset = 18 * 3600; // seconds; what Qt and reality know

bool isChinese(const QString& language)
{
    return language.startsWith(u"zh"_s);
}

Error unreadable()
{
    return { Error::Code::Protocol,
        QCoreApplication::translate("myna", "The weather service answered something that cannot be read. Try again later.") };
}

std::optional<double> numberIn(const QJsonValue& value, double least, double most)
{
    if (!value.isDouble() || !std::isfinite(value.toDouble()) || value.toDouble() < least || value.toDouble() > most)
        return std::nullopt;
    return value.toDouble();
}

std::optional<double> celsiusIn(const QJsonValue& value)
{
    return numberIn(value, -100, 70);
}

std::optional<double> percentIn(const QJsonValue& value)
{
    return numberIn(value, 0, 100);
}

std::optional<double> windIn(const QJsonValue& value)
{
    return numberIn(value, 0, 600);
}

int codeIn(const QJsonValue& value)
{
    return int(numberIn(value, 0, 99).value_or(-1));
}

// The sky and the warmth; a code that nobody knows is left out.
QString skyAnd(int code, const QString& warmth, const QString& language)
{
    const QString words = weatherWords(code, language);
    return words.isEmpty() ? warmth : words + (isChinese(language) ? u"，"_s : u", "_s) + warmth;
}

QString number(double value)
{
    return QString::number(int(std::lround(value)));
}

WeatherDay dayAt(const QJsonObject& daily, int i, bool& complete)
{
    const auto low = celsiusIn(daily["temperature_2m_min"_L1][i]);
    const auto high = celsiusIn(daily["temperature_2m_max"_L1][i]);
    WeatherDay day;
    day.date = QDate::fromString(daily["time"_L1][i].toString(), Qt::ISODate);
    day.code = codeIn(daily["weather_code"_L1][i]);
    day.lowCelsius = low.value_or(0);
    day.highCelsius = high.value_or(0);
    day.rainPercent = percentIn(daily["precipitation_probability_max"_L1][i]);
    day.rainMm = numberIn(daily["precipitation_sum"_L1][i], 0, 5000);
    complete = day.date.isValid() && day.code >= 0 && low && high;
    return day;
}

QString dayEnglish(const WeatherDay& day)
{
    const QString warmth = u"%1 to %2 °C"_s.arg(number(day.lowCelsius), number(day.highCelsius));
    QString text = QLocale::c().toString(day.date, u"dddd d MMMM"_s) + u": "_s + skyAnd(day.code, warmth, u"en"_s);
    if (day.rainPercent)
        text += u", chance of rain %1 percent"_s.arg(number(*day.rainPercent));
    return text;
}

QString dayChinese(const WeatherDay& day)
{
    const QString warmth = u"%1到%2摄氏度"_s.arg(number(day.lowCelsius), number(day.highCelsius));
    QString text = u"%1月%2日："_s.arg(day.date.month()).arg(day.date.day()) + skyAnd(day.code, warmth, u"zh"_s);
    if (day.rainPercent)
        text += u"，降水概率百分之%1"_s.arg(number(*day.rainPercent));
    return text;
}

}

QUrl placeQuestion(const QUrl& base, const QString& city, const QString& language)
{
    QUrlQuery query;
    query.addQueryItem(u"name"_s, QString::fromLatin1(QUrl::toPercentEncoding(city.simplified().left(longestCity))));
    query.addQueryItem(u"count"_s, u"1"_s);
    query.addQueryItem(u"language"_s, isChinese(language) ? u"zh"_s : u"en"_s);
    query.addQueryItem(u"format"_s, u"json"_s);
    QUrl url(base);
    url.setQuery(query);
    return url;
}

Result<Place> placeFrom(const QByteArray& json, const QString& city)
{
    QJsonParseError problem {};
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return unreadable();
    const QJsonObject first = document["results"_L1][0].toObject();
    if (first.isEmpty())
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "There is no place called %1 in the weather service's list.").arg(city) };
    const auto latitude = numberIn(first["latitude"_L1], -90, 90);
    const auto longitude = numberIn(first["longitude"_L1], -180, 180);
    if (!latitude || !longitude || first["name"_L1].toString().isEmpty())
        return unreadable();
    return Place { first["name"_L1].toString().left(longestCity), first["admin1"_L1].toString().left(longestCity),
        first["country"_L1].toString().left(longestCity), *latitude, *longitude };
}

QUrl weatherQuestion(const QUrl& base, const Place& place, int days)
{
    QUrlQuery query;
    query.addQueryItem(u"latitude"_s, QString::number(place.latitude, 'f', 4));
    query.addQueryItem(u"longitude"_s, QString::number(place.longitude, 'f', 4));
    query.addQueryItem(u"current"_s, u"temperature_2m,apparent_temperature,relative_humidity_2m,weather_code,wind_speed_10m"_s);
    query.addQueryItem(u"daily"_s, u"weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max,precipitation_sum"_s);
    query.addQueryItem(u"timezone"_s, u"auto"_s);
    query.addQueryItem(u"forecast_days"_s, QString::number(std::clamp(days, 1, mostForecastDays)));
    QUrl url(base);
    url.setQuery(query);
    return url;
}

Result<Weather> weatherFrom(const QByteArray& json, const Place& place)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return unreadable();
    if (document["error"_L1].toBool())
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "The weather service refused the question: %1")
                .arg(document["reason"_L1].toString().simplified().left(200)) };
    const QJsonValue current = document["current"_L1];
    const auto celsius = celsiusIn(current["temperature_2m"_L1]);
    const auto offset = numberIn(document["utc_offset_seconds"_L1], -maxUtcOffset, maxUtcOffset);
    Weather weather { place, {}, {} };
    weather.now.time = QDateTime::fromString(current["time"_L1].toString(), Qt::ISODate);
    weather.now.code = codeIn(current["weather_code"_L1]);
    if (!celsius || !offset || !weather.now.time.isValid() || weather.now.code < 0)
        return unreadable();
    weather.now.time = QDateTime(weather.now.time.date(), weather.now.time.time(), Qt::OffsetFromUTC, int(*offset));
    weather.now.celsius = *celsius;
    weather.now.feelsCelsius = celsiusIn(current["apparent_temperature"_L1]);
    weather.now.humidityPercent = percentIn(current["relative_humidity_2m"_L1]);
    weather.now.windKmh = windIn(current["wind_speed_10m"_L1]);
    const QJsonObject daily = document["daily"_L1].toObject();
    const auto count = std::min<qsizetype>(daily["time"_L1].toArray().size(), mostForecastDays);
    for (int i = 0; i < int(count); ++i) {
        bool complete = false;
        const WeatherDay day = dayAt(daily, i, complete);
        if (complete)
            weather.days << day;
    }
    return weather;
}

QString weatherWords(int code, const QString& language)
{
    const auto* const found = std::find_if(codeTable.begin(), codeTable.end(), [code](const CodeWords& w) { return w.code == code; });
    if (found == codeTable.end())
        return {};
    return QString::fromUtf16(isChinese(language) ? found->chinese : found->english);
}

QString placeWords(const Place& place)
{
    QStringList parts { place.name };
    for (const QString& part : { place.region, place.country }) {
        if (!part.isEmpty() && !parts.contains(part))
            parts << part;
    }
    return parts.join(u", "_s);
}

QString nowSentence(const Weather& weather, const QString& language)
{
    const WeatherNow& now = weather.now;
    const QString time = now.time.toString(u"yyyy-MM-dd HH:mm"_s);
    if (isChinese(language)) {
        QString text = u"%1，当地时间%2："_s.arg(placeWords(weather.place), time)
            + skyAnd(now.code, u"气温%1摄氏度"_s.arg(number(now.celsius)), language);
        if (now.feelsCelsius)
            text += u"，体感%1摄氏度"_s.arg(number(*now.feelsCelsius));
        if (now.humidityPercent)
            text += u"，湿度百分之%1"_s.arg(number(*now.humidityPercent));
        if (now.windKmh)
            text += u"，风速每小时%1公里"_s.arg(number(*now.windKmh));
        return text + u"。来源：Open-Meteo。"_s;
    }
    QString text
        = u"%1, %2 local time: %3, %4 °C"_s.arg(placeWords(weather.place), time, weatherWords(now.code, language), number(now.celsius));
    if (now.feelsCelsius)
        text += u", feels like %1 °C"_s.arg(number(*now.feelsCelsius));
    if (now.humidityPercent)
        text += u", humidity %1 percent"_s.arg(number(*now.humidityPercent));
    if (now.windKmh)
        text += u", wind %1 km/h"_s.arg(number(*now.windKmh));
    return text + u". Source: Open-Meteo."_s;
}

QString forecastSentence(const Weather& weather, int days, const QString& language)
{
    const bool chinese = isChinese(language);
    QStringList parts;
    for (const WeatherDay& day : weather.days.first(std::clamp<qsizetype>(days, 0, weather.days.size())))
        parts << (chinese ? dayChinese(day) : dayEnglish(day));
    const QString time = weather.now.time.toString(u"yyyy-MM-dd HH:mm"_s);
    if (parts.isEmpty())
        return chinese ? u"天气服务没有提供%1的预报。来源：Open-Meteo。"_s.arg(placeWords(weather.place))
                       : u"The service has no forecast for %1. Source: Open-Meteo."_s.arg(placeWords(weather.place));
    if (chinese)
        return u"%1的天气预报（当地时间%2）。%3。来源：Open-Meteo。"_s.arg(placeWords(weather.place), time, parts.join(u"；"_s));
    return u"Forecast for %1 (as of %2 local time). %3. Source: Open-Meteo."_s.arg(placeWords(weather.place), time, parts.join(u"; "_s));
}

}
