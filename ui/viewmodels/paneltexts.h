// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"
#include "viewmodels/panelcard.h"

#include <QDateTime>

// The words and drawings of the panel for what things say of themselves.
namespace myna::viewmodels {

[[nodiscard]] QString thingTitle(const things::ThingSpec& spec);
[[nodiscard]] QString thingIcon(const things::ThingSpec& spec);
[[nodiscard]] QString propertyTitle(const things::PropertySpec& property);
[[nodiscard]] QString choiceText(const QString& choice);
[[nodiscard]] QString valueText(const things::PropertySpec& property, const QVariant& value);
[[nodiscard]] ControlKind controlKind(const things::PropertySpec& property);
// "20:51", or with the day when that was another one.
[[nodiscard]] QString timeText(const QDateTime& when, const QDateTime& now);

// The one measured number that a thing is about; null: it measures none, or several.
[[nodiscard]] const things::PropertySpec* headlineOf(const things::ThingSpec& spec);
// The one line below the title; `values` in the order of the properties. What the card shows large, or between two buttons, is not said
// again.
[[nodiscard]] QString stateLine(const things::ThingSpec& spec, const QVector<QVariant>& values);

struct LastChange
{
    QString property;
    QVariant value;
    ChangedBy by = ChangedBy::Nobody;
    QString scene;
    QDateTime when;
};
// "turned off by voice, 20:51"; empty when nobody is known.
[[nodiscard]] QString changeText(const things::PropertySpec& property, const LastChange& change, const QDateTime& now);

}
