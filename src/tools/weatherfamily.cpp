// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/weatherfamily.h"

#include <QJsonObject>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr int usualDays = 3;

// Names of towns come in the language they were asked in.
QString languageOf(const QString& city, const QString& otherwise)
{
    for (const QChar c : city) {
        if (c.script() == QChar::Script_Han)
            return u"zh"_s;
    }
    return otherwise.startsWith("zh"_L1) ? u"zh"_s : u"en"_s;
}

}

WeatherFamily::WeatherFamily(WeatherSource& source, std::function<QString()> language, QObject* parent)
    : ToolFamily(parent)
    , m_source(source)
    , m_language(std::move(language))
{
}

std::vector<mcp::Tool> WeatherFamily::tools()
{
    const mcp::Argument city { .name = u"city"_s, .description = u"a town, in the user's language"_s };
    const mcp::Argument days { .name = u"days"_s,
        .description = u"how many days, today included; 3 when left out"_s,
        .type = mcp::ArgumentType::Integer,
        .required = false,
        .minimum = 1,
        .maximum = net::mostForecastDays };
    return {
        { .spec = { .name = u"get_weather"_s,
              .description = u"The weather in a town now. Say its place and time when you report it."_s,
              .arguments = { city },
              .title = tr("Weather now") },
            .run = saying([](const net::Weather& weather, const QString& language, const QJsonObject&) {
                return net::nowSentence(weather, language);
            }) },
        { .spec = { .name = u"get_forecast"_s,
              .description = u"The weather forecast for a town, day by day."_s,
              .arguments = { city, days },
              .title = tr("Weather forecast") },
            .run = saying([](const net::Weather& weather, const QString& language, const QJsonObject& arguments) {
                return net::forecastSentence(weather, arguments["days"_L1].toInt(usualDays), language);
            }) },
    };
}

mcp::ToolRun WeatherFamily::saying(Words words) const
{
    return [source = QPointer<WeatherSource>(&m_source), userLanguage = m_language, words](
               const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call) {
        if (!source) {
            answer(Error { Error::Code::Unavailable, u"The program is closing."_s });
            return;
        }
        const QString town = arguments["city"_L1].toString();
        const QString language = languageOf(town, userLanguage());
        source->ask(town, language, call, [answer, language, words, arguments](const Result<net::Weather>& weather) {
            answer(weather ? Result<QString>(words(*weather, language, arguments)) : Result<QString>(weather.error()));
        });
    };
}

}

#include "moc_weatherfamily.cpp"
