// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

// What the server's own tools need to know, as values with their defaults. A tool without what it needs is not offered.
namespace myna::server {

struct WeatherConfig // `plugins.get_weather`
{
    QString place; // `default_location`: asked about when nobody names one
    QString url = QStringLiteral("https://api.open-meteo.com/v1/forecast"); // what speaks Open-Meteo's API; empty: no weather
    QString placesUrl = QStringLiteral("https://geocoding-api.open-meteo.com/v1/search"); // where a name becomes coordinates
    bool operator==(const WeatherConfig&) const = default;
};

struct OwnTools
{
    WeatherConfig weather;
    QMap<QString, QString> feeds; // `plugins.get_news.feeds`: name → address of RSS, Atom or JSON feed
    QString musicFolder; // `plugins.play_music.music_dir`; relative: in the data folder
    QString searchUrl; // `plugins.web_search.url`: a SearXNG, or an address with {query} in it
    QMap<QString, QString> roles; // `plugins.change_role.roles`: name → prompt
    bool operator==(const OwnTools&) const = default;
};

}
