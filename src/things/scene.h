// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QVariant>
#include <QVector>

#include <optional>

namespace myna::things {

class Thing;
class ThingSources;

// One value that a scene brings back.
struct SceneValue
{
    QString thing; // key among all sources
    QString property;
    QVariant value;
    bool operator==(const SceneValue&) const = default;
};

// When a scene runs by itself. A day without any weekday never comes.
struct SceneTime
{
    bool on = false;
    QTime at { 22, 0 };
    quint8 days = 0x7f; // bit 0: Monday … bit 6: Sunday
    bool operator==(const SceneTime&) const = default;
    [[nodiscard]] bool isOn(Qt::DayOfWeek day) const { return (days & (1U << (unsigned(day) - 1))) != 0; }
};

// States of things under one name, to be brought back together.
struct Scene
{
    QString id; // given by the store
    QString name;
    QVector<SceneValue> values;
    SceneTime time;
    bool operator==(const Scene&) const = default;
};

inline constexpr qsizetype maxSceneName = 40; // characters: it is the word on a button
inline constexpr qsizetype maxScenes = 50;
inline constexpr qsizetype maxSceneValues = 500;

// What is remembered of a thing as it is now: every value that can be set. Of something that is off, only that: setting the rest would
// switch it on.
[[nodiscard]] QVector<SceneValue> recorded(const ThingSources& sources, const QString& key);
// The next moment after `after` at which it runs, in the time of `after`; nothing when it never does.
[[nodiscard]] std::optional<QDateTime> nextRun(const SceneTime& time, const QDateTime& after);

[[nodiscard]] QJsonObject toJson(const Scene& scene);
// Errors: Invalid.
[[nodiscard]] Result<Scene> sceneFromJson(const QJsonObject& object);

}
