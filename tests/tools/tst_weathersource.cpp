// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "tools/weatherfamily.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

#include <memory>

using namespace myna;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray ghent = R"({"results":[{"name":"Ghent","latitude":51.05,"longitude":3.71667,"admin1":"Flanders","country":"Belgium"}]})";
const QByteArray report = R"({"utc_offset_seconds":3600,"current":{"time":"2026-11-21T13:45","interval":900,"temperature_2m":7.6,
"apparent_temperature":4.4,"relative_humidity_2m":81,"weather_code":61,"wind_speed_10m":18.2},
"daily":{"time":["2026-11-21","2026-11-22","2026-11-23","2026-11-24"],"weather_code":[63,3,0,71],
"temperature_2m_max":[9.4,11.0,8,1],"temperature_2m_min":[3.5,-0.4,2,-3],"precipitation_probability_max":[88,2,0,70],
"precipitation_sum":[4.1,0.0,0,3]}})";

// Speaks as the published service does, with the faults a test wants.
class ServiceStub final : public QTcpServer
{
public:
    ServiceStub()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(*socket); });
        });
    }
    [[nodiscard]] tools::WeatherSource::Service service(std::chrono::milliseconds limit = 5s) const
    {
        const QString base = u"http://127.0.0.1:%1/v1/"_s.arg(serverPort());
        return { QUrl(base + u"search"_s), QUrl(base + u"forecast"_s), limit };
    }
    QByteArray places = ghent;
    QByteArray weather = report;
    int status = 200;
    bool silent = false;
    QList<QUrl> asked;

private:
    void answer(QTcpSocket& socket)
    {
        const QByteArray head = socket.readAll();
        asked << QUrl(QString::fromUtf8(head.mid(4, head.indexOf(" HTTP") - 4)));
        if (silent)
            return;
        const bool isPlace = asked.last().path().endsWith(u"search"_s);
        const QByteArray body = isPlace ? places : weather;
        const int code = isPlace ? 200 : status;
        socket.write("HTTP/1.1 " + QByteArray::number(code)
            + " X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
            + body);
        socket.disconnectFromHost();
    }
};

Result<QString> called(mcp::ToolFamily& family, const QString& name, const QJsonObject& arguments)
{
    QObject call;
    std::optional<Result<QString>> answer;
    for (const mcp::Tool& tool : family.tools()) {
        if (tool.spec.name == name)
            tool.run(
                arguments, [&](const Result<QString>& said) { answer = said; }, &call);
    }
    if (!test::becomesTrue([&] { return answer.has_value(); }))
        return Error { Error::Code::Cancelled, u"nothing was answered"_s };
    return *answer;
}

}

class TstWeatherSource : public test::TestCase
{
    Q_OBJECT

private slots:
    void saysTheWeatherOfATownAndAsksOnlyOnce()
    {
        ServiceStub stub;
        tools::WeatherSource source(stub.service());
        tools::WeatherFamily family(source, [] { return u"en"_s; });
        const auto now = called(family, u"get_weather"_s, { { u"city"_s, u"Ghent"_s } });
        QVERIFY2(now, now ? "" : qPrintable(now.error().text));
        QVERIFY(now->contains(u"Ghent, Flanders, Belgium, 2026-11-21 13:45 local time: light rain, 8 °C"_s));
        QVERIFY(now->contains(u"Open-Meteo"_s));
        const auto days = called(family, u"get_forecast"_s, { { u"city"_s, u"ghent"_s } });
        QCOMPARE(days->count(u"chance of rain"_s), 3);
        QCOMPARE(called(family, u"get_forecast"_s, { { u"city"_s, u"Ghent"_s }, { u"days"_s, 7 } })->count(u"chance of rain"_s), 4);
        QCOMPARE(stub.asked.size(), 2); // one place, one report; the rest is known
        QVERIFY(stub.asked.last().query().contains(u"forecast_days=7"_s));
    }

    void aChineseTownIsAskedAndToldInChinese()
    {
        ServiceStub stub;
        stub.places.replace("Ghent", "北京");
        tools::WeatherSource source(stub.service());
        tools::WeatherFamily family(source, [] { return u"en"_s; });
        const auto now = called(family, u"get_weather"_s, { { u"city"_s, u"北京"_s } });
        QVERIFY(now && now->startsWith(u"北京"_s) && now->contains(u"小雨"_s));
        QCOMPARE(QUrlQuery(stub.asked.first()).queryItemValue(u"language"_s), u"zh"_s);
    }

    void faultsAreSaidAndNothingIsMadeUp_data()
    {
        QTest::addColumn<QByteArray>("places");
        QTest::addColumn<QByteArray>("weather");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const QByteArray& places, const QByteArray& weather, int status, Error::Code code) {
            QTest::newRow(name) << places << weather << status << int(code);
        };
        row("no such town", R"({"generationtime_ms":0.4})", report, 200, Error::Code::NotFound);
        row("no JSON", "<html>", report, 200, Error::Code::Protocol);
        row("half an answer", ghent, report.left(180), 200, Error::Code::Protocol);
        row("refused with a reason", ghent, R"({"error":true,"reason":"Minutely API request limit exceeded."})", 400,
            Error::Code::Unavailable);
        row("too many requests", ghent, "slow down", 429, Error::Code::Unavailable);
        row("broken", ghent, "", 503, Error::Code::Unavailable);
        row("far too much", ghent, QByteArray(2 * net::largestWeatherReply, ' '), 200, Error::Code::Protocol);
    }

    void faultsAreSaidAndNothingIsMadeUp()
    {
        QFETCH(QByteArray, places);
        QFETCH(QByteArray, weather);
        QFETCH(int, status);
        QFETCH(int, code);
        ServiceStub stub;
        stub.places = places;
        stub.weather = weather;
        stub.status = status;
        tools::WeatherSource source(stub.service());
        tools::WeatherFamily family(source, [] { return u"en"_s; });
        const auto now = called(family, u"get_weather"_s, { { u"city"_s, u"Ghent"_s } });
        QVERIFY(!now);
        QCOMPARE(int(now.error().code), code);
        QVERIFY(!now.error().text.isEmpty());
    }

    void noNetworkIsSaidPlainly()
    {
        tools::WeatherSource::Service service;
        {
            const ServiceStub stub;
            service = stub.service();
        } // nobody listens there any more
        tools::WeatherSource source(service);
        tools::WeatherFamily family(source, [] { return u"en"_s; });
        const auto now = called(family, u"get_weather"_s, { { u"city"_s, u"Ghent"_s } });
        QCOMPARE(now.error().code, Error::Code::Network);
        QVERIFY(now.error().text.contains(u"no network"_s));
    }

    void aSilentServiceIsGivenUp()
    {
        ServiceStub stub;
        stub.silent = true;
        tools::WeatherSource source(stub.service(200ms));
        tools::WeatherFamily family(source, [] { return u"en"_s; });
        QCOMPARE(called(family, u"get_weather"_s, { { u"city"_s, u"Ghent"_s } }).error().code, Error::Code::Timeout);
    }

    void aCancelledCallAsksNoFurther()
    {
        ServiceStub stub;
        tools::WeatherSource source(stub.service());
        auto call = std::make_unique<QObject>();
        source.ask(u"Ghent"_s, u"en"_s, call.get(), [](const Result<net::Weather>&) { QFAIL("nobody waits for it"); });
        call.reset();
        QObject other;
        bool answered = false;
        source.ask(u"Ghent"_s, u"en"_s, &other, [&](const Result<net::Weather>&) { answered = true; });
        QTRY_VERIFY(answered);
    }
};

QTEST_GUILESS_MAIN(TstWeatherSource)
#include "tst_weathersource.moc"
