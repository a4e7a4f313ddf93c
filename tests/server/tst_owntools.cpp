// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedengines.h"
#include "server/engines/chat/assistant.h"
#include "server/toolbox/chinesedate.h"
#include "server/toolbox/musictools.h"
#include "server/toolbox/newstools.h"
#include "server/toolbox/searchtools.h"
#include "server/toolbox/servertools.h"
#include "server/toolbox/toolhouse.h"
#include "server/toolbox/weathertools.h"
#include "sessionrig.h"
#include "support/apis/apistub.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QUrlQuery>

#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;
using test::ApiStub;

namespace {

// As Open-Meteo publishes its two services.
const QByteArray berlin = R"({"results":[{"id":2950159,"name":"Berlin","latitude":52.52437,"longitude":13.41053,"elevation":74.0,
 "timezone":"Europe/Berlin","country_code":"DE","country":"Germany","admin1":"Berlin"}],"generationtime_ms":0.6})";
const QByteArray report = R"({"latitude":52.52,"longitude":13.42,"utc_offset_seconds":3600,"timezone":"Europe/Berlin",
 "current_units":{"time":"iso8601","temperature_2m":"°C"},
 "current":{"time":"2026-11-21T13:45","interval":900,"temperature_2m":8.1,"apparent_temperature":5.4,"relative_humidity_2m":81,
  "weather_code":61,"wind_speed_10m":14.2},
 "daily":{"time":["2026-11-21","2026-11-22","2026-11-23","2026-11-24"],"weather_code":[61,3,0,71],
  "temperature_2m_max":[9.2,7.4,6.0,1.5],"temperature_2m_min":[4.1,2.0,-1.2,-3.0],"precipitation_probability_max":[80,20,5,60],
  "precipitation_sum":[3.1,0.2,0,2.0]}})";

const QByteArray rss = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>World</title><link>http://n.example/</link>
<item><title>Storks &amp;amp; cranes are back</title><link>http://n.example/1</link><pubDate>Sat, 21 Nov 2026 09:00:00 GMT</pubDate>
 <description>Early.</description><content:encoded><![CDATA[<p>They came <b>early</b> this year.</p><script>alert(1)</script>]]></content:encoded></item>
<item><title><![CDATA[A second <i>one</i>]]></title><description>More&#8230;</description></item></channel></rss>)";
const QByteArray foreignEntity = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                                 "<rss><channel><item><title>a</title></item><item><title>&x;</title></item></channel></rss>";
const QByteArray atom = R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title type="html">An entry</title>
 <link rel="alternate" href="http://n.example/a"/><link rel="self" href="http://n.example/self"/><updated>2026-11-21T08:00:00Z</updated>
 <summary>Short.</summary></entry></feed>)";
const QByteArray searx = R"({"query":"x","results":[{"url":"https://w.example/","title":"Myna","content":"A <b>bird</b>.","engine":"e"},
 {"url":"https://v.example/","title":"Other","content":""}]})";

// One tool source against one service.
struct Room
{
    Room()
    {
        stub.onRequest([this](const ApiStub::Request& request) { return answer(request); });
    }
    Result<QString> call(ToolSource& source, const QString& name, const QJsonObject& arguments = {})
    {
        std::optional<Result<QString>> out;
        source.call(source.ownName(name), arguments, [&](const Result<QString>& result) { out = result; });
        if (!test::becomesTrue([&] { return out.has_value(); }))
            return Error { Error::Code::Cancelled, u"never answered"_s };
        return *out;
    }
    [[nodiscard]] WeatherConfig weather() const
    {
        WeatherConfig config;
        config.url = stub.url(u"/v1/forecast"_s).toString();
        config.placesUrl = stub.url(u"/v1/search"_s).toString();
        return config;
    }

    ApiStub stub;
    std::function<ApiStub::Answer(const ApiStub::Request&)> answer = [](const ApiStub::Request&) { return ApiStub::Answer {}; };
    WebFetch web { FetchLimits { .first = 300ms, .whole = 600ms, .answerBytes = 64 * 1024 }, { protocol::ProxyKind::None } };
};

ApiStub::Answer ok(const QByteArray& body)
{
    ApiStub::Answer answer;
    answer.pieces = { body };
    return answer;
}

ApiStub::Answer weatherService(const ApiStub::Request& request)
{
    return ok(request.path.startsWith("/v1/search") ? berlin : report);
}

struct Trouble
{
    const char* name;
    ApiStub::Answer answer;
    Error::Code code;
};

std::vector<Trouble> troubles()
{
    std::vector<Trouble> all;
    ApiStub::Answer answer;
    answer.silent = true;
    all.push_back({ "silent", answer, Error::Code::Timeout });
    answer = ok("{\"results\":[");
    answer.end = ApiStub::End::Cut;
    all.push_back({ "cut", answer, Error::Code::Network });
    answer = ok("not here");
    answer.status = 404;
    all.push_back({ "404", answer, Error::Code::NotFound });
    answer.status = 500;
    all.push_back({ "500", answer, Error::Code::Unavailable });
    all.push_back({ "nonsense", ok("<html>Welcome to our hotel network!</html>"), Error::Code::Protocol });
    answer = ok(QByteArray(8192, 'x'));
    answer.end = ApiStub::End::Endless;
    all.push_back({ "endless", answer, Error::Code::Protocol });
    return all;
}

}

class TstOwnTools : public test::TestCase
{
    Q_OBJECT

private slots:
    void theWeatherIsToldWithPlaceAndTime()
    {
        Room room;
        room.answer = weatherService;
        WeatherTools tools(room.web, room.weather(), u"en"_s);
        const auto first = room.call(tools, u"get_weather"_s, { { u"location"_s, u"Berlin, Germany"_s } });
        QVERIFY2(first.has_value(), first ? "" : qPrintable(first.error().text));
        for (const QString& part : { u"Berlin, Germany"_s, u"2026-11-21 13:45"_s, u"light rain"_s, u"8 °C"_s, u"Monday 23 November"_s })
            QVERIFY2(first->contains(part), qPrintable(*first));
        QVERIFY(!first->contains(u"24 November"_s)); // three days unless said otherwise
        QVERIFY(room.stub.requests().first().path.contains("name=Berlin&"));
        const qsizetype asked = room.stub.requests().size();
        QVERIFY(room.call(tools, u"get_forecast"_s, { { u"location"_s, u"Berlin"_s }, { u"days"_s, 7 } })->contains(u"24 November"_s));
        QCOMPARE(room.stub.requests().size(), asked); // it is still fresh
        WeatherTools chinese(room.web, room.weather(), u"zh"_s);
        QVERIFY(room.call(chinese, u"get_weather"_s, { { u"location"_s, u"柏林"_s } })->contains(u"小雨"_s));
    }

    void aDefaultPlaceIsUsedAndItsLackIsSaid()
    {
        Room room;
        room.answer = weatherService;
        WeatherConfig config = room.weather();
        WeatherTools without(room.web, config, u"en"_s);
        QCOMPARE(room.call(without, u"get_weather"_s).error().text, u"Which place? Name a town."_s);
        QVERIFY(without.tools().first().arguments.first().required);
        config.place = u"Berlin"_s;
        WeatherTools with(room.web, config, u"en"_s);
        QVERIFY(!with.tools().first().arguments.first().required);
        QVERIFY(room.call(with, u"get_weather"_s));
        room.answer = [](const ApiStub::Request&) { return ok(R"({"generationtime_ms":0.5})"); };
        const auto nowhere = room.call(with, u"get_weather"_s, { { u"location"_s, u"Atlantis"_s } });
        QCOMPARE(nowhere.error().code, Error::Code::NotFound);
        QCOMPARE(nowhere.error().text, u"The weather service knows no place named Atlantis."_s);
    }

    void aServiceWithFaultsIsExplained_data()
    {
        QTest::addColumn<int>("trouble");
        const auto all = troubles();
        for (size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << int(i);
    }
    void aServiceWithFaultsIsExplained()
    {
        QFETCH(int, trouble);
        const Trouble fault = troubles()[size_t(trouble)];
        Room room;
        room.answer = [&](const ApiStub::Request&) { return fault.answer; };
        WeatherTools weather(room.web, room.weather(), u"en"_s);
        NewsTools news(room.web, { { u"world"_s, room.stub.url(u"/rss"_s).toString() } }, u"zh"_s);
        SearchTools search(room.web, room.stub.url().toString(), u"en"_s);
        const auto cold = room.call(weather, u"get_weather"_s, { { u"location"_s, u"Berlin"_s } });
        const auto old = room.call(news, u"get_news"_s);
        const auto lost = room.call(search, u"web_search"_s, { { u"query"_s, u"myna"_s } });
        for (const auto& result : { cold, old, lost }) {
            QVERIFY(!result);
            QVERIFY2(result.error().code == fault.code, qPrintable(result.error().text));
            QVERIFY(!result.error().text.isEmpty() && !result.error().text.contains(u"base_url"_s));
        }
        QVERIFY2(old.error().text.contains(u"新闻服务"_s), qPrintable(old.error().text));
        // And what failed is not kept.
        room.answer = [](const ApiStub::Request& request) {
            return ok(request.path.startsWith("/rss")    ? rss
                    : request.path.startsWith("/search") ? searx
                                                         : weatherService(request).pieces.first());
        };
        QVERIFY(room.call(weather, u"get_weather"_s, { { u"location"_s, u"Berlin"_s } }));
        QVERIFY(room.call(news, u"get_news"_s));
        QVERIFY(room.call(search, u"web_search"_s, { { u"query"_s, u"myna"_s } }));
    }

    void withoutANetworkThatIsSaid()
    {
        Room room;
        WeatherConfig config;
        config.url = config.placesUrl = u"http://127.0.0.1:1/v1/search"_s;
        WeatherTools english(room.web, config, u"en"_s);
        QCOMPARE(room.call(english, u"get_weather"_s, { { u"location"_s, u"Berlin"_s } }).error().text,
            u"There is no network connection to the weather service."_s);
        WeatherTools chinese(room.web, config, u"zh"_s);
        QCOMPARE(room.call(chinese, u"get_weather"_s, { { u"location"_s, u"柏林"_s } }).error().text, u"没有网络，连不上天气服务。"_s);
    }

    // Our own client has two weather tools for servers that have none.
    void theWeatherIsOfferedOnce()
    {
        class Device final : public ToolSource
        {
        public:
            QVector<mcp::ToolSpec> tools() const override
            {
                return { { .name = u"get_weather"_s }, { .name = u"get_forecast"_s }, { .name = u"self.lamp.set_power"_s } };
            }
            void call(const QString&, const QJsonObject&, ToolResult done) override { done(u"from the device"_s); }
        };
        Room room;
        room.answer = weatherService;
        WeatherTools weather(room.web, room.weather(), u"en"_s);
        Device device;
        const auto offered = [&](ToolSource& server) {
            Toolbox box;
            box.add(server);
            box.add(device);
            QStringList names;
            for (const mcp::ToolSpec& tool : box.tools())
                names += tool.name;
            return names;
        };
        QCOMPARE(offered(weather), QStringList({ u"get_weather"_s, u"self.lamp.set_power"_s }));
        WeatherTools none(room.web, { .url = {}, .placesUrl = {} }, u"en"_s);
        QCOMPARE(offered(none), QStringList({ u"get_weather"_s, u"get_forecast"_s, u"self.lamp.set_power"_s }));
        Toolbox box;
        box.add(weather);
        box.add(device);
        std::optional<Result<QString>> said;
        box.call(u"get_weather"_s, { { u"location"_s, u"Berlin"_s } }, [&](const Result<QString>& result) { said = result; });
        QTRY_VERIFY(said);
        QVERIFY(said->has_value() && said->value().contains(u"Berlin"_s));
    }

    void newsIsListedAndToldAtLength()
    {
        Room room;
        room.answer = [](const ApiStub::Request& request) { return ok(request.path == "/atom" ? atom : rss); };
        NewsTools news(room.web,
            { { u"blog"_s, room.stub.url(u"/atom"_s).toString() }, { u"world"_s, room.stub.url(u"/rss"_s).toString() } }, u"en"_s);
        QCOMPARE(room.call(news, u"get_news"_s, { { u"item"_s, 1 } }).error().code, Error::Code::NotFound); // nothing was listed
        const auto list = QJsonDocument::fromJson(room.call(news, u"get_news"_s, { { u"source"_s, u"World"_s } })->toUtf8());
        QCOMPARE(list["news"_L1].toArray().size(), 2);
        QCOMPARE(list["news"_L1][0]["title"_L1], u"Storks & cranes are back"_s);
        QCOMPARE(list["news"_L1][1]["title"_L1], u"A second one"_s);
        const auto story = QJsonDocument::fromJson(room.call(news, u"get_news"_s, { { u"item"_s, 1 } })->toUtf8());
        QCOMPARE(story["text"_L1], u"They came early this year."_s);
        QCOMPARE(story["link"_L1], u"http://n.example/1"_s);
        const auto other = room.call(news, u"get_news_from_chinanews"_s, { { u"category"_s, u"blog"_s } }); // as the reference calls it
        QVERIFY(other->contains(u"An entry"_s));
        QVERIFY(room.call(news, u"get_news_from_newsnow"_s, { { u"detail"_s, true } })->contains(u"http://n.example/a"_s));
        QCOMPARE(room.call(news, u"get_news"_s, { { u"source"_s, u"moon"_s } }).error().text,
            u"There is no news source moon. There are: blog, world."_s);
    }

    void entitiesOfANewsTextAreRead()
    {
        QCOMPARE(plainText(u"<p>20&deg;C &amp; 5&nbsp;&euro;&#8230;</p> R&D; &#xD800;"_s), u"20°C & 5 €… R&D; &#xD800;"_s);
        const QString many = u"&"_s.repeated(100'000); // none of them ends
        QVERIFY(many.startsWith(plainText(many)) && !plainText(many).isEmpty());
    }

    void feedsAreBounded_data()
    {
        QTest::addColumn<QByteArray>("feed");
        QTest::addColumn<int>("items");
        QTest::newRow("entity of another file") << foreignEntity << 1;
        QByteArray bomb = "<!DOCTYPE rss [<!ENTITY a0 \"aaaaaaaaaa\">";
        for (int i = 1; i < 9; ++i)
            bomb += "<!ENTITY a" + QByteArray::number(i) + " \"" + QByteArray("&a" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
        QTest::newRow("bomb") << bomb + "]><rss><channel><item><title>&a8;</title></item></channel></rss>" << -1;
        QTest::newRow("cut") << rss.left(rss.indexOf("A second")) << 1;
        QTest::newRow("endless") << "<rss><channel>" + QByteArray("<item><title>x</title></item>").repeated(500) + "</channel></rss>"
                                 << int(maxNewsItems);
        QTest::newRow("deep") << "<rss><channel><item><title>x</title><description>" + QByteArray("<a>").repeated(300000) << 1;
        QTest::newRow("page") << QByteArray("<html><body><item><title>x</title></item></body></html>") << -1;
        QTest::newRow("nothing") << QByteArray() << -1;
        QTest::newRow("JSON") << QByteArray(R"({"status":"success","items":[{"title":"t","url":"u"},{"title":""},5]})") << 1;
        QTest::newRow("other JSON") << QByteArray(R"({"a":1})") << -1;
    }
    void feedsAreBounded()
    {
        QFETCH(QByteArray, feed);
        QFETCH(int, items);
        const auto news = newsIn(feed);
        QCOMPARE(news ? int(news->size()) : -1, items);
        for (const NewsItem& item : news ? news.value() : QVector<NewsItem>())
            QVERIFY(!item.title.contains(u"root:"_s));
    }

    void searchFindsBothWays()
    {
        Room room;
        room.answer = [](const ApiStub::Request&) { return ok(searx); };
        SearchTools searxng(room.web, room.stub.url(u"/"_s).toString(), u"en"_s);
        const auto found = QJsonDocument::fromJson(room.call(searxng, u"web_search"_s, { { u"query"_s, u"myna & bird"_s } })->toUtf8());
        QCOMPARE(found["results"_L1][0]["text"_L1], u"A bird."_s);
        QCOMPARE(room.stub.requests().last().path, "/search?q=myna%20%26%20bird&format=json&language=en");
        SearchTools other(room.web, room.stub.url(u"/api"_s).toString() + u"?k=1&w={query}"_s, u"en"_s);
        QVERIFY(room.call(other, u"web_search"_s, { { u"query"_s, u"a/b?"_s } }));
        QCOMPARE(room.stub.requests().last().path, "/api?k=1&w=a%2Fb%3F");
        room.answer = [](const ApiStub::Request&) { return ok(R"({"results":[]})"); };
        QCOMPARE(room.call(searxng, u"web_search"_s, { { u"query"_s, u"xyzzy"_s } }).error().text, u"The search found nothing."_s);
        QCOMPARE(room.call(searxng, u"web_search"_s).error().code, Error::Code::Invalid);
    }

    void theChineseCalendarIsRight_data()
    {
        QTest::addColumn<QDate>("date");
        QTest::addColumn<QString>("text");
        QTest::newRow("new year 2026") << QDate(2026, 2, 17) << u"丙午年正月初一"_s;
        QTest::newRow("the day before") << QDate(2026, 2, 16) << u"乙巳年腊月廿九"_s;
        QTest::newRow("leap month 2025") << QDate(2025, 7, 25) << u"乙巳年闰六月初一"_s;
        QTest::newRow("leap month 2033") << QDate(2033, 12, 22) << u"癸丑年闰冬月初一"_s;
        QTest::newRow("mid-autumn 2026") << QDate(2026, 9, 25) << u"丙午年八月十五"_s;
        QTest::newRow("dragon boat 2024") << QDate(2024, 6, 10) << u"甲辰年五月初五"_s;
        QTest::newRow("new year 1949") << QDate(1949, 1, 29) << u"己丑年正月初一"_s;
        QTest::newRow("too early") << QDate(1850, 1, 1) << QString();
        QTest::newRow("too late") << QDate(2150, 1, 1) << QString();
        QTest::newRow("no date") << QDate() << QString();
    }
    void theChineseCalendarIsRight()
    {
        QFETCH(QDate, date);
        QFETCH(QString, text);
        const auto chinese = chineseDate(date);
        QCOMPARE(chinese ? chineseDateText(*chinese) : QString(), text);
    }

    void theCalendarKnowsToday()
    {
        Room room;
        ServerTools tools([] { return QDateTime(QDate(2026, 2, 17), QTime(9, 30)); });
        const auto today = QJsonDocument::fromJson(room.call(tools, u"get_lunar"_s)->toUtf8());
        QCOMPARE(today["date"_L1], u"2026-02-17"_s);
        QCOMPARE(today["weekday"_L1], u"Tuesday"_s);
        QCOMPARE(today["days_from_today"_L1], QJsonValue(0));
        QCOMPARE(today["chinese_calendar"_L1], u"丙午年正月初一，马年"_s);
    }

    void musicIsFoundByWhatPeopleSay_data()
    {
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("file");
        QTest::newRow("title") << u"Blue Danube"_s << u"Strauss/03 - Blue_Danube.mp3"_s;
        QTest::newRow("misheard") << u"blue danub"_s << u"Strauss/03 - Blue_Danube.mp3"_s;
        QTest::newRow("artist") << u"strauss"_s << u"Strauss/03 - Blue_Danube.mp3"_s;
        QTest::newRow("Chinese") << u"茉莉花"_s << u"民歌/茉莉花.ogg"_s;
        QTest::newRow("more words") << u"the moonlight sonata by somebody"_s << u"Moonlight Sonata.flac"_s;
        QTest::newRow("nothing like it") << u"death metal"_s << QString();
    }
    void musicIsFoundByWhatPeopleSay()
    {
        QFETCH(QString, wish);
        QFETCH(QString, file);
        const QStringList files { u"Moonlight Sonata.flac"_s, u"Strauss/03 - Blue_Danube.mp3"_s, u"民歌/茉莉花.ogg"_s };
        QCOMPARE(bestMatch(files, wish), file);
        QVERIFY(files.contains(bestMatch(files, {})));
        QVERIFY(bestMatch({}, wish).isEmpty());
    }

    void whatCannotWorkIsNotOffered()
    {
        ToolHouse house(ServerConfig {});
        const auto offered = [&](const ToolSituation& situation) {
            QStringList names;
            for (const auto& source : house.sources(situation)) {
                for (const mcp::ToolSpec& tool : source->tools())
                    names += tool.name;
            }
            return names;
        };
        QCOMPARE(offered({}), QStringList({ u"get_time"_s, u"get_calendar"_s, u"get_weather"_s }));
        QTemporaryDir folder;
        ToolSituation situation;
        situation.own.weather.url.clear();
        situation.own.feeds = { { u"a"_s, u"http://a.example/"_s } };
        situation.own.musicFolder = folder.path();
        situation.own.searchUrl = u"http://s.example/"_s;
        situation.own.roles = { { u"pirate"_s, u"You are a pirate."_s } };
        situation.hands = { [](const QString&, const QString&) {}, [](const QString&) {}, [] {} };
        QCOMPARE(offered(situation),
            QStringList({ u"get_time"_s, u"get_calendar"_s, u"get_news"_s, u"web_search"_s, u"play_music"_s, u"change_role"_s,
                u"end_conversation"_s }));
        situation.own.musicFolder = folder.filePath(u"gone"_s);
        QVERIFY(!offered(situation).contains(u"play_music"_s));
    }

    void musicFollowsTheWordsAndEndsWithOneStop()
    {
        QTemporaryDir folder;
        QVERIFY(QFile::copy(QStringLiteral(MYNA_SOURCE_DIR "/tests/data/sound/tone.mp3"), folder.filePath(u"A Tone.mp3"_s)));
        QVERIFY(QFile(folder.filePath(u"A Tone No.mp3"_s)).open(QIODevice::WriteOnly)); // a better name, and no music
        ToolHouse house(ServerConfig {});
        DeviceFacts facts;
        facts.tools.own.musicFolder = folder.path();
        test::ScriptedEngines engines;
        engines.script.msPerCharacter = 1;
        QString song = u"a tone"_s;
        engines.script.tools = [&song](const QVector<mcp::ToolSpec>&) {
            return std::vector<ToolCall> { { u"1"_s, u"play_music"_s, { { u"song_name"_s, song } } } };
        };
        engines.script.answer = [](const Conversation&, const QVector<mcp::ToolSpec>&) { return u"Here it comes."_s; };
        test::SessionRig rig(engines, facts, {}, { .tools = &house });
        rig.hello();
        rig.type(u"play a tone"_s);
        QTRY_COMPARE(rig.stops(), 1);
        QCOMPARE(rig.sentences(), QStringList({ u"Here it comes."_s, u"♪ A Tone"_s }));
        QVERIFY2(
            rig.wire->sentAudio.size() >= 18 && rig.wire->sentAudio.size() < 30, qPrintable(QString::number(rig.wire->sentAudio.size())));
        QCOMPARE(rig.count(protocol::SpeechState::Start), 1);

        rig.type(u"again"_s); // and is interrupted
        QTRY_COMPARE(rig.sentences().size(), 4);
        rig.abort();
        QCOMPARE(rig.stops(), 2);
        const qsizetype sent = rig.wire->sentAudio.size();
        QTRY_COMPARE(rig.reports.size(), 2);
        QVERIFY(rig.reports.last().interrupted);
        QCOMPARE(rig.wire->sentAudio.size(), sent);

        song = u"death metal"_s;
        rig.type(u"play death metal"_s);
        QTRY_COMPARE(rig.stops(), 3);
        QCOMPARE(engines.script.toolAnswers.last().error().text, u"There is no music like \"death metal\" here."_s);
        QVERIFY(!rig.sentences().last().contains(u'♪'));
    }

    void longMusicIsMadeWhileItPlays()
    {
        QTemporaryDir folder;
        QFile source(QStringLiteral(MYNA_SOURCE_DIR "/tests/data/sound/tone.mp3"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        QFile many(folder.filePath(u"Long.mp3"_s)); // frames of MP3 stand for themselves
        QVERIFY(many.open(QIODevice::WriteOnly));
        const QByteArray once = source.readAll();
        for (int i = 0; i < 60; ++i)
            many.write(once);
        many.close();
        ToolHouse house(ServerConfig {});
        DeviceFacts facts;
        facts.tools.own.musicFolder = folder.path();
        test::ScriptedEngines engines;
        engines.script.msPerCharacter = 1;
        test::SessionRig rig(engines, facts, {}, { .tools = &house });
        rig.hello();
        rig.session->callTool(u"play_music"_s, {}, [](const Result<QString>& result) { QVERIFY(result.has_value()); });
        QTRY_VERIFY(rig.wire->sentAudio.size() >= 6);
        QVERIFY(rig.wire->sentAudio.size() < 60); // paced: not all that is there
        rig.abort();
        QCOMPARE(rig.stops(), 1);
        QTRY_COMPARE(rig.session->state(), DeviceState::Idle);
    }

    void aRoleIsTakenAndAConversationEnded()
    {
        ToolHouse house(ServerConfig {});
        DeviceFacts facts;
        facts.tools.own.roles = { { u"Pirate"_s, u"You are a pirate on {{device}}."_s } };
        facts.boardName = u"a boat"_s;
        test::ScriptedEngines engines;
        engines.script.msPerCharacter = 1;
        ToolCall wish { u"1"_s, u"change_role"_s, { { u"role"_s, u"pirate"_s } } };
        engines.script.tools = [&wish](const QVector<mcp::ToolSpec>&) { return std::vector<ToolCall> { wish }; };
        test::SessionRig rig(engines, facts, {}, { .tools = &house });
        rig.hello();
        rig.type(u"be a pirate"_s);
        QTRY_COMPARE(rig.stops(), 1);
        QVERIFY(engines.script.toolAnswers.last()->contains(u"You are a pirate"_s));
        wish = { u"2"_s, u"change_role"_s, { { u"role"_s, u"king"_s } } };
        rig.type(u"be a king"_s);
        QTRY_COMPARE(rig.stops(), 2);
        QCOMPARE(engines.script.conversations.last().prompt, u"You are a pirate on a boat."_s);
        QCOMPARE(engines.script.toolAnswers.last().error().text, u"There is no role king. There are: Pirate."_s);
        wish = { u"3"_s, u"handle_exit_intent"_s, { { u"say_goodbye"_s, u"Fair winds!"_s } } };
        rig.type(u"good night then"_s);
        QTRY_COMPARE(rig.closings.size(), 1);
        QCOMPARE(rig.stops(), 3);
        QVERIFY(engines.script.toolAnswers.last()->contains(u"Fair winds!"_s));
    }

    void aToolThatNeedsAWordWaitsForIt_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("said");
        QTest::addColumn<int>("patienceMs");
        QTest::addColumn<QString>("heard"); // empty: it is answered as a question
        QTest::addColumn<bool>("done");
        QTest::newRow("yes") << u"en"_s << u"Yes, please."_s << 20000 << u"Done."_s << true;
        QTest::newRow("no") << u"en"_s << u"no"_s << 20000 << u"All right, I will not do it."_s << false;
        QTest::newRow("something else") << u"en"_s << u"yes or no, what is the question"_s << 20000 << QString() << false;
        QTest::newRow("too late") << u"en"_s << u"yes"_s << 0 << QString() << false;
        QTest::newRow("是") << u"zh"_s << u"是的"_s << 20000 << u"好的，已经完成。"_s << true;
        QTest::newRow("不") << u"zh"_s << u"不用了"_s << 20000 << u"好的，那就不做了。"_s << false;
    }
    void aToolThatNeedsAWordWaitsForIt()
    {
        QFETCH(QString, language);
        QFETCH(QString, said);
        QFETCH(int, patienceMs);
        QFETCH(QString, heard);
        QFETCH(bool, done);
        ToolHouse house(ServerConfig {});
        QStringList records;
        connect(&house, &ToolHouse::noted, this, [&](const AuditRecord& record) { records += record.actor + u':' + record.outcome; });
        DeviceFacts facts;
        facts.persona.language = language;
        facts.tools.decisions = { { u"get_*"_s, ToolDecision::Ask } };
        DialogueTiming timing;
        timing.consent = std::chrono::milliseconds(patienceMs);
        test::ScriptedEngines engines;
        engines.script.msPerCharacter = 1;
        engines.script.tools = [](const QVector<mcp::ToolSpec>&) { return std::vector<ToolCall> { { u"1"_s, u"get_time"_s, {} } }; };
        engines.script.answer = [](const Conversation&, const QVector<mcp::ToolSpec>&) { return u"Well."_s; };
        test::SessionRig rig(engines, facts, timing, { .tools = &house });
        rig.hello();
        rig.type(u"look"_s);
        QTRY_COMPARE(rig.stops(), 1);
        QCOMPARE(engines.script.toolAnswers.last().error().code, Error::Code::Cancelled);
        QCOMPARE(rig.sentences().join(u' '),
            language == u"zh" ? u"Well. 要我执行“get time”吗？ 请说是或不。"_s : u"Well. May I do this: get time? Say yes or no."_s);
        QCOMPARE(records, QStringList { u"assistant:denied"_s });
        const qsizetype sentences = rig.sentences().size();
        engines.script.tools = {};
        rig.type(said);
        QTRY_COMPARE(rig.stops(), 2);
        QCOMPARE(rig.sentences().mid(sentences).join(QString()), heard.isEmpty() ? u"Well."_s : heard);
        QCOMPARE(records.contains(u"person:allowed"_s), done);
        rig.type(u"yes"_s); // counts once
        QTRY_COMPARE(rig.stops(), 3);
        QCOMPARE(rig.sentences().last(), u"Well."_s);
        QCOMPARE(records.count(u"person:allowed"_s), done ? 1 : 0);
    }

    void onlyThePersonAtTheDeviceGivesTheirWord()
    {
        ToolHouse house(ServerConfig {});
        QStringList records;
        connect(&house, &ToolHouse::noted, this, [&](const AuditRecord& record) { records += record.actor + u':' + record.outcome; });
        DeviceFacts facts;
        facts.tools.decisions = { { u"get_*"_s, ToolDecision::Ask } };
        test::ScriptedEngines engines;
        engines.script.msPerCharacter = 1;
        engines.script.tools = [](const QVector<mcp::ToolSpec>&) { return std::vector<ToolCall> { { u"1"_s, u"get_time"_s, {} } }; };
        engines.script.answer = [](const Conversation&, const QVector<mcp::ToolSpec>&) { return u"Well."_s; };
        test::SessionRig rig(engines, facts, {}, { .tools = &house });
        rig.hello();
        rig.type(u"look"_s);
        QTRY_COMPARE(rig.stops(), 1);
        engines.script.tools = {};
        rig.session->ask(u"yes"_s); // the owner's page, or a program at /mcp
        QTRY_COMPARE(rig.stops(), 2);
        QCOMPARE(rig.sentences().last(), u"Well."_s); // it is a question like any other
        rig.type(u"yes"_s); // and what was asked before is over
        QTRY_COMPARE(rig.stops(), 3);
        QCOMPARE(records, QStringList { u"assistant:denied"_s });
    }

    void theBuiltInAssistantUsesThem_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("said");
        const QString weather = u"Berlin: rain.\nTomorrow: sun."_s;
        const QString news = QString::fromUtf8(R"({"source":"a","news":[{"item":1,"title":"One."},{"item":2,"title":"Two"}]})");
        QTest::newRow("weather") << u"en"_s << u"What's the weather like today?"_s << u"get_weather"_s << u""_s << weather
                                 << u"Berlin: rain."_s;
        QTest::newRow("forecast") << u"en"_s << u"What will the weather be tomorrow?"_s << u"get_weather"_s << u""_s << weather
                                  << u"Tomorrow: sun."_s;
        QTest::newRow("weather elsewhere") << u"en"_s << u"What is the weather in Paris?"_s << u"get_weather"_s << u"paris"_s << weather
                                           << u"Berlin: rain."_s;
        QTest::newRow("天气") << u"zh"_s << u"今天天气怎么样？"_s << u"get_weather"_s << u""_s << weather << u"Berlin: rain."_s;
        QTest::newRow("明天天气") << u"zh"_s << u"明天的天气怎么样"_s << u"get_weather"_s << u""_s << weather << u"Tomorrow: sun."_s;
        QTest::newRow("北京天气") << u"zh"_s << u"北京的天气怎么样"_s << u"get_weather"_s << u"北京"_s << weather << u"Berlin: rain."_s;
        QTest::newRow("news") << u"en"_s << u"Tell me the news"_s << u"get_news"_s << u""_s << news
                              << u"Here is the news. Number 1: One. Number 2: Two."_s;
        QTest::newRow("新闻") << u"zh"_s << u"今天有什么新闻"_s << u"get_news"_s << u""_s << news
                              << u"最新消息。第1条：One。第2条：Two。"_s;
        QTest::newRow("story") << u"en"_s << u"Tell me more about number two"_s << u"get_news"_s << u"2"_s
                               << QString::fromUtf8(R"({"title":"T","text":"Long."})") << u"Long."_s;
        QTest::newRow("music") << u"en"_s << u"Play some music"_s << u"play_music"_s << u""_s << u"Playing: X"_s << u"Playing: X"_s;
        QTest::newRow("a song") << u"en"_s << u"play yesterday"_s << u"play_music"_s << u"yesterday"_s << u"Playing: X"_s
                                << u"Playing: X"_s;
        QTest::newRow("音乐") << u"zh"_s << u"放首歌"_s << u"play_music"_s << u""_s << u"即将播放：X"_s << u"即将播放：X"_s;
        QTest::newRow("an older lamp") << u"en"_s << u"turn on the lamp"_s << u"desk_lamp_turnon"_s << u"true"_s << u"Done."_s
                                       << u"The lamp is on."_s;
        QTest::newRow("老台灯") << u"zh"_s << u"关灯"_s << u"台灯_关闭"_s << u"false"_s << u"Done."_s << u"灯已关闭。"_s;
        QTest::newRow("农历") << u"zh"_s << u"今天农历几号"_s << u"get_calendar"_s << u""_s
                              << QString::fromUtf8(R"({"chinese_calendar":"正月初一"})") << u"今天是农历正月初一。"_s;
    }
    void theBuiltInAssistantUsesThem()
    {
        QFETCH(QString, language);
        QFETCH(QString, question);
        QFETCH(QString, tool);
        QFETCH(QString, argument);
        QFETCH(QString, result);
        QFETCH(QString, said);
        Assistant assistant(language);
        QVector<ToolCall> calls;
        QStringList words;
        connect(&assistant, &Chat::toolCalled, this, [&](TurnId turn, const ToolCall& call) {
            calls += call;
            assistant.toolAnswered(turn, call.id, result);
        });
        connect(&assistant, &Chat::text, this, [&](TurnId, const QString& text) { words += text; });
        const Conversation conversation { {}, language, {}, {}, { { Utterance::Speaker::User, question } } };
        assistant.ask(TurnId().next(), conversation, { { .name = tool } });
        QTRY_COMPARE(words.size(), 1);
        QCOMPARE(words.first(), said);
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.first().name, tool);
        QString given;
        for (const auto value : std::as_const(calls.first().arguments))
            given += value.toVariant().toString();
        QCOMPARE(given, argument);
        words.clear();
        assistant.ask(TurnId().next().next(), conversation, {}); // a server without it
        QTRY_COMPARE(words.size(), 1);
        QVERIFY(words.first() != said);
        QCOMPARE(calls.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstOwnTools)
#include "tst_owntools.moc"
