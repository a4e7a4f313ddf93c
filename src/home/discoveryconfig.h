// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>
#include <QVector>

#include <optional>

// Home Assistant's MQTT discovery as it is published: https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery
namespace myna::home {

inline constexpr qsizetype maxConfigBytes = 32 * 1024;
inline constexpr qsizetype maxTopicLength = 256; // characters

// <prefix>/<component>/[<node>/]<object>/config
struct DiscoveryTopic
{
    QString component; // light, switch, …
    QString node; // may be empty
    QString object;
    bool operator==(const DiscoveryTopic&) const = default;
};

std::optional<DiscoveryTopic> readDiscoveryTopic(const QString& topic, const QString& prefix);

// The announcement with every abbreviation written out and ~ replaced, in its lists and its device, too. Errors: Invalid.
Result<QJsonObject> readDiscoveryConfig(const QByteArray& payload);

// One thing of several that a device announces together.
struct DiscoveredThing
{
    DiscoveryTopic where; // its component and its own name, with the device as node
    QJsonObject config; // with what it shares with the others
};

// An announcement under <prefix>/device/…: all its things, at most 64. Empty: there is nothing to be read.
QVector<DiscoveredThing> readDeviceConfig(const DiscoveryTopic& where, const QByteArray& payload);

// True for a topic that can be published to and read: no wildcards, not too long.
bool isPlainTopic(const QString& topic);

}
