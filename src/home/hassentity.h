// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "home/homething.h"

#include <QJsonObject>

// Home Assistant's entities as its WebSocket API tells of them: https://developers.home-assistant.io/docs/api/websocket
namespace myna::home {

struct ServiceCall
{
    QString domain;
    QString service;
    QJsonObject data; // without the entity
    bool operator==(const ServiceCall&) const = default;
};

struct HassOrdering
{
    std::function<ServiceCall(const QVariant& value)> call;
    Confirmation confirmation = Confirmation::Value;
};

// What a state means: the thing, and how its properties are changed. A value; pure.
struct HassEntity
{
    things::ThingSpec spec; // its name is a wish
    QString id; // such as light.kitchen
    QHash<QString, HassOrdering> orders; // by property
};

// `state` is one of get_states; `area` its room as people call it, empty: none. Errors: NotFound (a kind that does not become a thing),
// Invalid.
Result<HassEntity> makeHassEntity(const QJsonObject& state, const QString& area);

// What a state says of the properties, for any entity; who does not have one of them drops it.
QVariantMap hassValues(const QJsonObject& state);
bool isHassReachable(const QJsonObject& state);

}
