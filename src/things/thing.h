// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QObject>
#include <QVariant>
#include <QVector>

#include <optional>

namespace myna::things {

enum class PropertyType { Boolean, Integer, Text };

// One value of a thing. Integers have a range; read-only properties have no control.
struct PropertySpec
{
    QString name; // identifier, no underscore: legacy servers split tool names there
    QString description; // English, for the model
    PropertyType type = PropertyType::Boolean;
    bool writable = true;
    int minimum = 0;
    int maximum = 100;
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
    bool operator==(const ThingSpec&) const = default;
};

// Something that can be looked at and changed. Lives on the main thread.
class Thing : public QObject
{
    Q_OBJECT

public:
    explicit Thing(ThingSpec spec, QObject* parent = nullptr);

    [[nodiscard]] const ThingSpec& spec() const { return m_spec; }
    [[nodiscard]] QVariant value(const QString& property) const;
    // Type and range are judged here and nowhere else. Errors: NotFound, Invalid, Refused (read-only), whatever apply() says.
    Result<> setValue(const QString& property, const QVariant& value);

signals:
    void valueChanged(const QString& property, const QVariant& value);

protected:
    // Does it for real; the value is stored only after it worked.
    virtual Result<> apply(const QString& property, const QVariant& value) = 0;
    // A fact from outside: stores and announces.
    void report(const QString& property, const QVariant& value);

private:
    ThingSpec m_spec;
    QVariantMap m_values;
};

}
