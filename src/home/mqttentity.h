// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "home/discoveryconfig.h"
#include "home/homething.h"
#include "home/valuetemplate.h"

#include <functional>

namespace myna::home {

struct Publication
{
    QString topic;
    QByteArray payload;
    int qos = 0;
    bool retain = false;
    bool operator==(const Publication&) const = default;
};

// What messages of a topic say: values by property.
struct Reading
{
    QString topic;
    std::function<QVariantMap(const QByteArray& message)> read;
};

// How a property is changed. `now` are the thing's values.
struct Ordering
{
    std::function<Result<Publication>(const QVariant& value)> publication;
    Confirmation confirmation = Confirmation::Value;
};

// One topic that says whether a thing is there.
struct Availability
{
    QString topic;
    ValueTemplate value;
    QString available;
    QString notAvailable;
};

enum class AvailabilityMode { All, Any, Latest };

// What a discovery announcement means: the thing, and how its values travel. A value; pure.
struct MqttEntity
{
    things::ThingSpec spec; // its name is a wish: it may be taken
    QString technicalName;
    QVector<Reading> readings;
    QHash<QString, Ordering> orders; // by property
    QVector<Availability> availability;
    AvailabilityMode availabilityMode = AvailabilityMode::Latest;
    QStringList notes; // sentences: what of it cannot be read
};

// Kinds that become things: light, switch, sensor, binary_sensor, cover, climate, number, select, button.
bool isKnownComponent(const QString& component);

// Errors: NotFound (a kind that does not become a thing, or one its owner hides: diagnostics, configuration), Invalid (without what it
// cannot do without).
Result<MqttEntity> makeMqttEntity(const DiscoveryTopic& topic, const QJsonObject& config);

}
