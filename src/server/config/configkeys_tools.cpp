// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configreaders.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QUrl>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestFeedAddress = 1000;
constexpr qsizetype longestRole = 20000; // as every prompt
constexpr qsizetype maxEntries = 50;

// Empty, or where a service of the web answers; nothing otherwise.
std::optional<QString> readWebAddress(const ConfigValue& value, KeyReading& reading, const QString& below = {})
{
    const auto text = readText(value, longestFeedAddress, reading, below);
    if (!text)
        return std::nullopt;
    const QUrl url(QString(*text).replace(u"{query}"_s, u"x"_s), QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"http" || url.scheme() == u"https";
    if (!text->isEmpty() && (!url.isValid() || url.host().isEmpty() || !isWeb)) {
        reading.wrong(value, QCoreApplication::translate("myna", "must be an address that begins with http:// or https://"), below);
        return std::nullopt;
    }
    return text;
}

struct WebAddress
{
    void read(const ConfigValue& value, QString& target, KeyReading& reading) const
    {
        if (const auto address = readWebAddress(value, reading))
            target = *address;
    }
    [[nodiscard]] QJsonValue tell(const QString& address) const { return address; }
    [[nodiscard]] QString form() const { return u"address"_s; }
};

// name → text, each read by `Each`.
template<typename Each>
struct NamedTexts
{
    QString shape;
    Each each;

    void read(const ConfigValue& value, QMap<QString, QString>& target, KeyReading& reading) const
    {
        if (value.isText() || value.kind == ConfigValue::Kind::List || value.entries.size() > maxEntries) {
            reading.wrong(
                value, QCoreApplication::translate("myna", "must be a section of at most %1 names, each with a text").arg(maxEntries));
            return;
        }
        for (const ConfigEntry& entry : value.entries) {
            if (const auto text = each(entry.value, reading, u'.' + entry.key); text && !text->isEmpty())
                target.insert(entry.key, *text);
        }
    }
    [[nodiscard]] QJsonValue tell(const QMap<QString, QString>& texts) const
    {
        QJsonObject object;
        for (auto it = texts.cbegin(); it != texts.cend(); ++it)
            object.insert(it.key(), it.value());
        return object;
    }
    [[nodiscard]] QString form() const { return shape; }
};

// One feed among those, under a name the reference gives it.
struct OneFeed
{
    QString name;

    void read(const ConfigValue& value, QMap<QString, QString>& target, KeyReading& reading) const
    {
        if (const auto address = readWebAddress(value, reading); address && !address->isEmpty())
            target.insert(name, *address);
    }
    [[nodiscard]] QJsonValue tell(const QMap<QString, QString>& feeds) const { return feeds.value(name); }
    [[nodiscard]] QString form() const { return u"address"_s; }
};

ConfigKey feedKey(const QString& key, const QString& name)
{
    return configKey(
        u"plugins.get_news_from_chinanews."_s + key, KeyClass::NextSession, [](auto& o) -> auto& { return o.config.tools.own.feeds; },
        OneFeed { name }, u"a feed named %1, as an entry of plugins.get_news.feeds"_s.arg(name));
}

}

std::vector<ConfigKey> toolKeys()
{
    using enum KeyClass;
    const auto role
        = [](const ConfigValue& value, KeyReading& reading, const QString& below) { return readText(value, longestRole, reading, below); };
    return {
        configKey(
            u"plugins.get_weather.default_location"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.own.weather.place; },
            Words { 100 }, u"the place the weather is told of when nobody names one"_s),
        configKey(
            u"plugins.get_weather.url"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.own.weather.url; }, WebAddress {},
            u"a service that speaks Open-Meteo's API; empty: no weather"_s),
        configKey(
            u"plugins.get_weather.geocoding_url"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.own.weather.placesUrl; },
            WebAddress {}, u"where the name of a place becomes coordinates"_s),
        configKey(
            u"plugins.get_news.feeds"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.own.feeds; },
            NamedTexts<decltype(&readWebAddress)> { u"section: name → address of RSS, Atom or JSON"_s, &readWebAddress },
            u"where the news comes from; none: no news"_s),
        feedKey(u"default_rss_url"_s, u"news"_s),
        feedKey(u"society_rss_url"_s, u"society"_s),
        feedKey(u"world_rss_url"_s, u"world"_s),
        feedKey(u"finance_rss_url"_s, u"finance"_s),
        configKey(
            u"plugins.play_music.music_dir"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.own.musicFolder; }, Words {},
            u"a folder of sound files, relative to the data folder; empty: no music"_s),
        configKey(
            u"plugins.web_search.url"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.own.searchUrl; }, WebAddress {},
            u"a SearXNG, or an address with {query} in it that answers in JSON; empty: no search"_s),
        configKey(
            u"plugins.change_role.roles"_s, NextSession, [](auto& o) -> auto& { return o.config.tools.own.roles; },
            NamedTexts<decltype(role)> { u"section: name → who the assistant is then"_s, role },
            u"roles a person may ask the assistant to take"_s),
    };
}

}
