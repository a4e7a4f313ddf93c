// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <QVariant>
#include <QVector>

#include <functional>
#include <map>

namespace myna::things {

enum class PropertyType {
    Boolean,
    Integer, // whole, within the range
    Number, // within the range
    Text,
    Choice, // one of `choices`
    Colour, // a text: #rrggbb
    Action, // to change it is to do it, with whatever value; its own is false while there is nothing to do, else invalid
};

// One value of a thing. Numbers have a range; read-only properties have no control.
struct PropertySpec
{
    QString name; // identifier, no underscore: legacy servers split tool names there
    QString description; // English, for the model
    PropertyType type = PropertyType::Boolean;
    bool writable = true;
    double minimum = 0;
    double maximum = 100;
    double step = 1; // of its control
    QString unit; // such as % or °C
    QStringList choices;
    QString title; // for people, in their language; empty: the name serves
    QString setTool; // MCP tool that sets it, for example self.audio_speaker.set_volume
    QString setParameter; // that tool's parameter
    bool operator==(const PropertySpec&) const = default;
};

// Written once; the panel card, the MCP tool and the legacy iot descriptor are made from it.
struct ThingSpec
{
    QString name; // identifier such as Lamp
    QString description;
    QVector<PropertySpec> properties;
    QString title; // for people, in their language; empty: the name serves
    QString room; // as people call it; empty: this computer
    QString kind; // what it is: speaker, screen, lamp, light, switch, sensor, cover, climate, number, select, button, camera
    bool operator==(const ThingSpec&) const = default;
};

// The end of a change: it worked, or why not.
using Changed = std::function<void(const Result<>&)>;

// Something that can be looked at and changed. Lives on the main thread.
class Thing : public QObject
{
    Q_OBJECT

public:
    explicit Thing(ThingSpec spec, QObject* parent = nullptr);
    ~Thing() override;

    [[nodiscard]] const ThingSpec& spec() const { return m_spec; }
    [[nodiscard]] QVariant value(const QString& property) const;
    // Type and range are judged here and nowhere else. `done` is called exactly once, now or later, at the latest when the thing is
    // destroyed. Errors: NotFound (also: it went meanwhile), Invalid, Refused (read-only), Unavailable (unreachable), whatever apply()
    // says.
    void change(const QString& property, const QVariant& value, const Changed& done = {});
    // Whether it can be changed now; the last values stay when not.
    [[nodiscard]] bool isReachable() const { return !m_unreachableSince.isValid(); }
    [[nodiscard]] QDateTime unreachableSince() const { return m_unreachableSince; } // UTC; invalid: it is reachable

signals:
    void valueChanged(const QString& property, const QVariant& value);
    void reachableChanged(bool reachable);

protected:
    // Does it for real and calls `done` once, now or later; the value is stored only after it worked.
    virtual void apply(const QString& property, const QVariant& value, const Changed& done) = 0;
    // A fact from outside: stores and announces.
    void report(const QString& property, const QVariant& value);
    void reportReachable(bool reachable, const QDateTime& since = QDateTime::currentDateTimeUtc());

private:
    void answer(quint64 order, const Result<>& result);

    ThingSpec m_spec;
    QVariantMap m_values;
    std::map<quint64, Changed> m_orders; // that are not done yet
    quint64 m_lastOrder = 0;
    QDateTime m_unreachableSince;
};

}
