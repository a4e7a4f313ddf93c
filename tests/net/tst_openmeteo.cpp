// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openmeteo.h"
#include "support/testcase.h"

#include <QUrlQuery>

using namespace myna;
using namespace Qt::Literals::StringLiterals;

namespace {

// As the service answers (documentation of the two interfaces, shortened to what is asked for).
const QByteArray ghent = R"({"results":[{"id":2797656,"name":"Ghent","latitude":51.05,"longitude":3.71667,"country_code":"BE",
"admin1":"Flanders","timezone":"Europe/Brussels","country":"Belgium"}],"generationtime_ms":0.5})";
const QByteArray twoDays = R"({"latitude":51.06,"longitude":3.72,"utc_offset_seconds":3600,"timezone":"Europe/Brussels",
"current":{"time":"2026-11-21T13:45","interval":900,"temperature_2m":7.6,"apparent_temperature":4.4,"relative_humidity_2m":81,
"weather_code":61,"wind_speed_10m":18.2},
"daily":{"time":["2026-11-21","2026-11-22"],"weather_code":[63,3],"temperature_2m_max":[9.4,11.0],"temperature_2m_min":[3.5,-0.4],
"precipitation_probability_max":[88,null],"precipitation_sum":[4.1,0.0]}})";

net::Place place()
{
    return net::placeFrom(ghent, u"gent"_s).value_or({});
}

}

class TstOpenMeteo : public test::TestCase
{
    Q_OBJECT

private slots:
    void asksInTheLanguageAndSpellsEveryScript()
    {
        const QUrl url = net::placeQuestion(net::openMeteoPlaces, u"北京 &x"_s, u"zh_CN"_s);
        const QUrlQuery query(url);
        QCOMPARE(query.queryItemValue(u"name"_s, QUrl::FullyDecoded), u"北京 &x"_s);
        QCOMPARE(query.queryItemValue(u"language"_s), u"zh"_s);
        QCOMPARE(url.host(), u"geocoding-api.open-meteo.com"_s);
        const QUrlQuery weather(net::weatherQuestion(net::openMeteoForecast, place(), 40));
        QCOMPARE(weather.queryItemValue(u"forecast_days"_s), u"7"_s);
        QCOMPARE(weather.queryItemValue(u"latitude"_s), u"51.0500"_s);
    }

    void saysPlaceTimeAndSource()
    {
        const auto weather = net::weatherFrom(twoDays, place());
        QVERIFY(weather);
        QCOMPARE(weather->days.size(), 2);
        QCOMPARE(net::nowSentence(*weather, u"en"_s),
            u"Ghent, Flanders, Belgium, 2026-11-21 13:45 local time: light rain, 8 °C, feels like 4 °C, humidity 81 percent, wind 18 km/h. "
            "Source: Open-Meteo."_s);
        QCOMPARE(net::nowSentence(*weather, u"zh"_s),
            u"Ghent, Flanders, Belgium，当地时间2026-11-21 13:45：小雨，气温8摄氏度，体感4摄氏度，湿度百分之81，风速每小时18公里。来源：Open-Meteo。"_s);
        QCOMPARE(net::forecastSentence(*weather, 3, u"en"_s),
            u"Forecast for Ghent, Flanders, Belgium (as of 2026-11-21 13:45 local time). Saturday 21 November: rain, 4 to 9 °C, chance of "
            u"rain "
            "88 percent; Sunday 22 November: overcast, 0 to 11 °C. Source: Open-Meteo."_s);
    }

    void unknownPlacesAndRefusalsAreSaid()
    {
        QCOMPARE(net::placeFrom(R"({"generationtime_ms":0.1})", u"Xyzzy"_s).error().code, Error::Code::NotFound);
        const auto refused = net::weatherFrom(R"({"error":true,"reason":"Daily API request limit exceeded."})", place());
        QCOMPARE(refused.error().code, Error::Code::Unavailable);
        QVERIFY(refused.error().text.contains(u"limit exceeded"_s));
    }

    void nothingIsMadeUpWhereFiguresAreMissing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no object") << QByteArray("[]");
        QTest::newRow("no current") << QByteArray(R"({"utc_offset_seconds":0})");
        QTest::newRow("no temperature") << QByteArray(twoDays).replace("7.6", "null");
        QTest::newRow("impossible") << QByteArray(twoDays).replace("7.6", "760");
        QTest::newRow("no time") << QByteArray(twoDays).replace("2026-11-21T13:45", "now");
        QTest::newRow("cut off") << twoDays.left(200);
    }

    void nothingIsMadeUpWhereFiguresAreMissing()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(net::weatherFrom(json, place()).error().code, Error::Code::Protocol);
        QCOMPARE(net::placeFrom("{", u"x"_s).error().code, Error::Code::Protocol);
    }

    void aDayWithoutAFigureIsLeftOut()
    {
        const auto weather = net::weatherFrom(QByteArray(twoDays).replace("11.0", "null"), place());
        QVERIFY(weather);
        QCOMPARE(weather->days.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstOpenMeteo)
#include "tst_openmeteo.moc"
