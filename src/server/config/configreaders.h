// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configkeys.h"

#include <QStringList>

#include <chrono>
#include <optional>

// How the values of keys are read and told, each as a small type with read(), tell() and form().
namespace myna::server {

// Read one; what is wrong with them is in `reading`.
std::optional<qint64> readWhole(const ConfigValue& value, qint64 from, qint64 to, KeyReading& reading, const QString& below = {});
std::optional<bool> readFlag(const ConfigValue& value, KeyReading& reading, const QString& below = {});
std::optional<QString> readText(const ConfigValue& value, qsizetype longest, KeyReading& reading, const QString& below = {});
// A list of texts; a text alone is a list of one, nothing is an empty one.
std::optional<QStringList> readTexts(const ConfigValue& value, KeyReading& reading, const QString& below = {});
// Keys of `map` that are none of `known`, as warnings.
void warnOfOthers(const ConfigValue& map, const QStringList& known, KeyReading& reading, const QString& below);

struct WholeNumber
{
    qint64 from = 0;
    qint64 to = 0;

    template<typename T>
    void read(const ConfigValue& value, T& target, KeyReading& reading) const
    {
        if (const auto number = readWhole(value, from, to, reading))
            target = T(*number);
    }
    template<typename T>
    [[nodiscard]] QJsonValue tell(const T& value) const
    {
        return qint64(value);
    }
    [[nodiscard]] QString form() const;
};

// Written as a number of `Unit`.
template<typename Unit>
struct Span
{
    qint64 from = 0;
    qint64 to = 0;

    template<typename T>
    void read(const ConfigValue& value, T& target, KeyReading& reading) const
    {
        if (const auto number = readWhole(value, from, to, reading))
            target = std::chrono::duration_cast<T>(Unit(*number));
    }
    template<typename T>
    [[nodiscard]] QJsonValue tell(const T& value) const
    {
        return qint64(std::chrono::duration_cast<Unit>(value).count());
    }
    [[nodiscard]] QString form() const
    {
        return std::is_same_v<Unit, std::chrono::seconds> ? QStringLiteral("seconds, %1–%2").arg(from).arg(to)
                                                          : QStringLiteral("milliseconds, %1–%2").arg(from).arg(to);
    }
};
using Seconds = Span<std::chrono::seconds>;
using Milliseconds = Span<std::chrono::milliseconds>;

struct Flag
{
    void read(const ConfigValue& value, bool& target, KeyReading& reading) const;
    [[nodiscard]] QJsonValue tell(bool value) const { return value; }
    [[nodiscard]] QString form() const { return QStringLiteral("true or false"); }
};

struct Words
{
    qsizetype longest = 1000;

    void read(const ConfigValue& value, QString& target, KeyReading& reading) const;
    [[nodiscard]] QJsonValue tell(const QString& value) const { return value; }
    [[nodiscard]] QString form() const { return QStringLiteral("text"); }
};

// A text that should not stand in the file itself.
struct Secret
{
    void read(const ConfigValue& value, QString& target, KeyReading& reading) const;
    [[nodiscard]] QJsonValue tell(const QString& value) const { return value; }
    [[nodiscard]] QString form() const { return QStringLiteral("secret"); }
};

struct WordList
{
    void read(const ConfigValue& value, QStringList& target, KeyReading& reading) const;
    [[nodiscard]] QJsonValue tell(const QStringList& value) const;
    [[nodiscard]] QString form() const { return QStringLiteral("list"); }
};

// A value that a secret's key name says is secret and that stands in the file in plain text.
void warnOfPlainSecret(const ConfigValue& value, KeyReading& reading, const QString& below = {});

// `at` is a generic lambda: from options, const or not, to the field.
template<typename Access, typename Form>
ConfigKey configKey(const QString& name, KeyClass when, Access at, Form form, const QString& meaning)
{
    ConfigKey key;
    key.name = name;
    key.when = when;
    key.form = form.form();
    key.meaning = meaning;
    key.read
        = [at, form](const ConfigValue& value, ServerOptions& options, KeyReading& reading) { form.read(value, at(options), reading); };
    key.tell = [at, form](const ServerOptions& options) { return form.tell(at(options)); };
    key.copy = [at](const ServerOptions& from, ServerOptions& to) { at(to) = at(from); };
    return key;
}

}
