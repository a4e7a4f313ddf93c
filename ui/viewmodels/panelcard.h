// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodels/tone.h"

#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVector>

namespace myna::viewmodels {

// How a property is looked at or changed.
enum class ControlKind {
    Switch,
    Slider, // many steps
    Stepper, // few, or where each matters
    Choice,
    Colour,
    Text,
    Action,
    Reading, // cannot be changed
};

struct PanelControl
{
    QString property;
    QString title;
    ControlKind kind = ControlKind::Reading;
    QVariant value; // the wish while one is on its way
    QString text; // the value in words
    double minimum = 0;
    double maximum = 100;
    double step = 1;
    QString unit;
    QStringList choices;
    QStringList choiceTexts; // one for each
    bool isPlotted = false; // a reading of numbers, with a past
    bool operator==(const PanelControl&) const = default;
};

// A thing as people see it.
struct PanelCard
{
    QString key; // among all sources
    QString title;
    QString place; // its section
    QString icon;
    QString state; // one plain line
    QString headline; // the one reading that this thing is about; empty: it has more or others
    QString note; // what went wrong, what happened last
    Tone noteTone = Tone::Neutral;
    bool isReachable = true;
    bool isFavourite = false;
    bool isLit = false; // it has a main switch, and that is on
    int mainSwitch = -1; // of the controls
    QVector<PanelControl> controls;
    bool operator==(const PanelCard&) const = default;
};

// Cards under one heading.
struct PanelSection
{
    QString title;
    QString relation; // said beside the title; may be empty
    bool isFavourites = false;
    QStringList keys;
    bool operator==(const PanelSection&) const = default;
};

// Who changed something last.
enum class ChangedBy { Nobody, You, Voice, Scene, Elsewhere };

}
