// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/serverskill.h"

#include "server/engines/chat/numbers.h"
#include "server/engines/chat/skills/musicskill.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

enum Meaning { WeatherNow, WeatherIn, Forecast, News, NewsItem, AnyMusic, SomeMusic, ChineseDay };

constexpr qsizetype headlines = 5; // as many as anybody listens to
constexpr qsizetype storyCharacters = 600;

QString toolOf(Meaning meaning)
{
    switch (meaning) {
    case WeatherNow:
    case WeatherIn:
    case Forecast:
        return u"get_weather"_s;
    case News:
    case NewsItem:
        return u"get_news"_s;
    case AnyMusic:
    case SomeMusic:
        return u"play_music"_s;
    case ChineseDay:
        return u"get_calendar"_s;
    }
    return {};
}

bool hasTool(const Situation& s, Meaning meaning)
{
    return std::any_of(s.tools.cbegin(), s.tools.cend(), [&](const mcp::ToolSpec& tool) { return tool.name == toolOf(meaning); });
}

QString missing(const Situation& s, Meaning meaning)
{
    switch (meaning) {
    case WeatherNow:
    case WeatherIn:
    case Forecast:
        return inLanguage(s, u"This server has no weather service."_s, u"这台服务器没有天气服务。"_s);
    case News:
    case NewsItem:
        return inLanguage(
            s, u"This server has no source of news. Its owner can name one."_s, u"这台服务器没有新闻来源，可以请主人设置一个。"_s);
    case AnyMusic:
    case SomeMusic:
        return inLanguage(
            s, u"This server has no music. Its owner can name a folder."_s, u"这台服务器没有音乐，可以请主人设置一个文件夹。"_s);
    case ChineseDay:
        return inLanguage(s, u"I cannot look at the calendar now."_s, u"现在看不了日历。"_s);
    }
    return {};
}

using Telling = std::function<QString(const QString& result)>;

// What a tool cannot do it says in a sentence.
Reply ask(Meaning meaning, const QJsonObject& arguments, const Telling& tell)
{
    const auto then = [tell](const Result<QString>& result) -> Reply {
        return result ? Reply { tell(result.value()), u"neutral"_s } : Reply { result.error().text, u"sad"_s };
    };
    return afterCall(toolOf(meaning), arguments, then);
}

QString newsWords(const Situation& s, const QString& result)
{
    const QJsonArray news = QJsonDocument::fromJson(result.toUtf8())["news"_L1].toArray();
    QStringList parts;
    for (qsizetype i = 0; i < std::min(news.size(), headlines); ++i) {
        QString title = news[i]["title"_L1].toString();
        while (!title.isEmpty() && u".。!！?？"_s.contains(title.back()))
            title.chop(1);
        parts += inLanguage(s, u"Number %1: %2."_s, u"第%1条：%2。"_s).arg(i + 1).arg(title);
    }
    return inLanguage(s, u"Here is the news. "_s, u"最新消息。"_s) + parts.join(inLanguage(s, u" "_s, QString()));
}

QString storyWords(const QString& result)
{
    const QJsonDocument story = QJsonDocument::fromJson(result.toUtf8());
    const QString text = story["text"_L1].toString().left(storyCharacters);
    return text.isEmpty() ? story["title"_L1].toString() : text;
}

QString chineseWords(const Situation& s, const QString& result)
{
    const QString day = QJsonDocument::fromJson(result.toUtf8())["chinese_calendar"_L1].toString();
    if (day.isEmpty())
        return missing(s, ChineseDay);
    return inLanguage(s, u"In the Chinese calendar today is %1."_s, u"今天是农历%1。"_s).arg(day);
}

}

QVector<Phrase> ServerSkill::phrases() const
{
    return {
        { WeatherNow, u"en"_s, u"(what is the weather|how is the weather|what is the weather like) [today|now|outside]"_s },
        { WeatherNow, u"en"_s, u"(whats the weather|weather|whats the weather like|hows the weather) [today|now|outside]"_s, false },
        { Forecast, u"en"_s, u"(what is the weather forecast|tell me the forecast|what will the weather be tomorrow)"_s },
        { Forecast, u"en"_s, u"(forecast|weather forecast|whats the forecast|weather tomorrow|what is the weather tomorrow)"_s, false },
        { WeatherIn, u"en"_s, u"[what is the|whats the|how is the] weather [like] in <text>"_s, false },
        { News, u"en"_s, u"(what is the news|tell me the news|read the news) [today]"_s },
        { News, u"en"_s, u"(news|whats the news|whats new) [today]"_s, false },
        { NewsItem, u"en"_s, u"(tell me more about|read) number <number>"_s, false },
        { AnyMusic, u"en"_s, u"(play some music|play music|play me some music|play a song)"_s },
        { SomeMusic, u"en"_s, u"play <text>"_s, false },
        { ChineseDay, u"en"_s, u"what is the [date in the] chinese (date|calendar) [today]"_s, false },
        { WeatherNow, u"zh"_s, u"[今天|现在|外面][的]天气(怎么样|如何|好吗)"_s },
        { Forecast, u"zh"_s, u"((明天|后天|这几天|未来几天)[的]天气(怎么样|如何|好吗)|[说|播报][一下]天气预报)"_s },
        { WeatherIn, u"zh"_s, u"<text>天气(怎么样|如何|好吗)"_s, false },
        { News, u"zh"_s, u"([今天]有什么新闻|(播报|播放|读|听|看|说)[一下|一下今天的]新闻|新闻)"_s },
        { NewsItem, u"zh"_s, u"(读|说|讲|详细说|说说|讲讲)[一下]第<number>条[新闻]"_s, false },
        { AnyMusic, u"zh"_s, u"((放|播放|放点|来点|听)[一点](音乐|歌|歌曲)|放首歌|来首歌|我想听(歌|音乐))"_s },
        { SomeMusic, u"zh"_s, u"(播放|放一首|来一首|我想听)<text>"_s, false },
        { ChineseDay, u"zh"_s, u"[今天|今天是|请问今天](农历|阴历)(几号|是几号|几月几号|是几月几号|初几|是多少|是什么日子)"_s },
    };
}

QString ServerSkill::summary(const QString& language) const
{
    return language == "zh"_L1 ? u"说天气"_s : u"tell you the weather"_s;
}

bool ServerSkill::isCertain(int meaning, const Situation& s) const
{
    return hasTool(s, Meaning(meaning)) && Meaning(meaning) != SomeMusic; // "play chess" is for whoever knows more
}

Reply ServerSkill::answer(int meaning, const PhraseMatch& match, const Situation& s)
{
    const auto what = Meaning(meaning);
    const QString said = match.values.value(0);
    if (!hasTool(s, what)) {
        // Who talks to us may have music, too.
        const auto there = what == AnyMusic || what == SomeMusic ? MusicSkill::play(said, s) : std::nullopt;
        return there ? *there : Reply { missing(s, what), u"sad"_s };
    }
    const auto line = [](int number) { return [number](const QString& result) { return result.section(u'\n', number, number); }; };
    switch (what) {
    case WeatherNow:
        return ask(what, {}, line(0));
    case WeatherIn:
        return ask(what, { { u"location"_s, said.endsWith(u'的') ? said.chopped(1) : said } }, line(0));
    case Forecast:
        return ask(what, {}, line(1));
    case News:
        return ask(what, {}, [s](const QString& result) { return newsWords(s, result); });
    case NewsItem:
        return ask(what, { { u"item"_s, int(std::lround(numberOf(said, s.language).value_or(1))) } }, storyWords);
    case AnyMusic:
        return ask(what, {}, [](const QString& result) { return result; });
    case SomeMusic:
        return ask(what, { { u"song_name"_s, said } }, [](const QString& result) { return result; });
    case ChineseDay:
        return ask(what, {}, [s](const QString& result) { return chineseWords(s, result); });
    }
    return {};
}

}
