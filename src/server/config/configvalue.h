// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <vector>

namespace myna::server {

struct ConfigEntry;

// A value of a configuration file: what stands there, and where.
struct ConfigValue
{
    enum class Kind { Null, Text, List, Map };
    // Where a text came from. Written: as it stands in the file.
    enum class Origin { Written, Environment, Keychain };

    Kind kind = Kind::Null;
    QString text;
    bool quoted = false; // a text although it may look like a number
    Origin origin = Origin::Written;
    QString file;
    int line = 0;
    std::vector<ConfigValue> items; // of a list
    std::vector<ConfigEntry> entries; // of a map, in the order of the file; keys occur once

    [[nodiscard]] bool isMap() const { return kind == Kind::Map; }
    [[nodiscard]] bool isText() const { return kind == Kind::Text; }
    [[nodiscard]] const ConfigValue* find(const QString& key) const; // of a map; null: not there
    [[nodiscard]] const ConfigValue* at(const QString& path) const; // `server.port`
    void set(const QString& key, ConfigValue value); // of a map: replaces or appends
};

struct ConfigEntry
{
    QString key;
    ConfigValue value;
    QString file;
    int line = 0; // of the key
};

// `over` laid over `base`: maps key by key, everything else replaced. An empty section in `over` changes nothing.
void mergeInto(ConfigValue& base, const ConfigValue& over);

// Unquoted numbers, true and false become such; values of secret keys stay texts.
QJsonValue toJson(const ConfigValue& value, const QString& key = {});

// As YAML that reads back the same.
QString toYaml(const ConfigValue& value);

}
