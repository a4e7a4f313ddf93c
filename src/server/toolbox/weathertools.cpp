// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/weathertools.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::server {

namespace {

const QString weatherTool = u"get_weather"_s;
constexpr std::chrono::milliseconds placeLife = 24h * 30; // towns stay where they are
constexpr std::chrono::milliseconds reportLife = 10min; // there is a new one every quarter of an hour

}

WeatherTools::WeatherTools(WebFetch& web, WeatherConfig config, QString language, QObject* parent)
    : QObject(parent)
    , m_web(web)
    , m_config(std::move(config))
    , m_language(std::move(language))
{
}

QString WeatherTools::words(const QString& english, const QString& chinese) const
{
    return m_language == "zh"_L1 ? chinese : english;
}

// Their descriptions are for the model, so they are not translated.
QVector<mcp::ToolSpec> WeatherTools::tools() const
{
    if (m_config.url.isEmpty() || m_config.placesUrl.isEmpty())
        return {};
    QString where = u"A town; its country may follow after a comma."_s;
    if (!m_config.place.isEmpty())
        where += u" Leave it out for %1."_s.arg(m_config.place);
    return { { .name = weatherTool,
        .description = u"The weather now and the forecast. Say the place and the time when you report it."_s,
        .arguments = { { .name = u"location"_s, .description = where, .required = m_config.place.isEmpty() },
            { .name = u"days"_s,
                .description = u"Days of forecast, today included; %1 when left out."_s.arg(standardDays),
                .type = mcp::ArgumentType::Integer,
                .required = false,
                .minimum = 1,
                .maximum = net::mostForecastDays } } } };
}

QString WeatherTools::ownName(const QString& called) const
{
    static const QStringList others { u"get_forecast"_s, u"get_weather_forecast"_s, u"weather"_s };
    return others.contains(called) ? weatherTool : called;
}

bool WeatherTools::standsFor(const QString& name) const
{
    return ownName(name) == weatherTool && !tools().isEmpty();
}

Error WeatherTools::trouble(const Error& error) const
{
    return { error.code, fetchTrouble(error, words(u"the weather service"_s, u"天气服务"_s), m_language) };
}

void WeatherTools::call(const QString&, const QJsonObject& arguments, ToolResult done)
{
    QString wanted = arguments["location"_L1].toString().simplified();
    if (wanted.isEmpty())
        wanted = m_config.place.simplified();
    if (wanted.isEmpty()) {
        done(Error { Error::Code::Invalid, words(u"Which place? Name a town."_s, u"请说出要查询的城市。"_s) });
        return;
    }
    const int days = std::clamp(arguments["days"_L1].toInt(standardDays), 1, net::mostForecastDays);
    findPlace(wanted, [this, days, done = std::move(done)](const Result<net::Place>& place) {
        if (place)
            report(place.value(), days, done);
        else
            done(place.error());
    });
}

// The service looks for towns only: what follows a comma is not part of the name.
void WeatherTools::findPlace(const QString& name, const std::function<void(const Result<net::Place>&)>& then)
{
    static const QRegularExpression comma(u"[,，]"_s);
    const QString town = name.section(comma, 0, 0).trimmed();
    const QUrl url = net::placeQuestion(QUrl(m_config.placesUrl), town, m_language);
    m_web.get(url, this, [this, url, town, then](const Result<QByteArray>& answer) {
        if (!answer) {
            then(trouble(answer.error()));
            return;
        }
        const auto place = net::placeFrom(answer.value(), town);
        if (place)
            m_web.keep(url, answer.value(), placeLife);
        else if (place.error().code == Error::Code::NotFound)
            then(Error { Error::Code::NotFound,
                words(u"The weather service knows no place named %1."_s, u"天气服务里没有叫%1的地方。"_s).arg(town) });
        else
            then(trouble(place.error()));
        if (place)
            then(place);
    });
}

void WeatherTools::report(const net::Place& place, int days, const ToolResult& done)
{
    // Always for all days: so whoever asks next about this place needs no network.
    const QUrl url = net::weatherQuestion(QUrl(m_config.url), place, net::mostForecastDays);
    m_web.get(url, this, [this, url, place, days, done](const Result<QByteArray>& answer) {
        if (!answer) {
            done(trouble(answer.error()));
            return;
        }
        const auto weather = net::weatherFrom(answer.value(), place);
        if (!weather) {
            done(trouble(weather.error()));
            return;
        }
        m_web.keep(url, answer.value(), reportLife);
        done(net::nowSentence(*weather, m_language) + u'\n' + net::forecastSentence(*weather, days, m_language));
    });
}

}

#include "moc_weathertools.cpp"
