// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/connectionprobe.h"
#include "viewmodels/tone.h"

#include <QString>
#include <QVector>

namespace myna::viewmodels {

// One step of a connection test, for people.
struct TestLine
{
    QString name;
    QString time; // "12 ms", or empty
    QString text;
    servers::ProbeState state = servers::ProbeState::Waiting;
    bool operator==(const TestLine&) const = default;
};

// What a card of the list shows.
struct ServerCard
{
    QString id;
    QString icon; // of resources/icons
    QString name;
    QString address;
    QString identity; // the device id; empty: not made yet
    bool chosen = false;
    bool editable = false; // has settings worth changing
    bool removable = false;
    bool pinned = false; // a certificate was compared and accepted
    Tone tone = Tone::Neutral;
    QString state;
    bool testing = false;
    QVector<TestLine> test; // empty: not tested
    QString verdict; // of the test
    Tone verdictTone = Tone::Neutral;
    QString repair; // words of the button that helps; empty: none
    QString notice; // what the server lets know besides
    bool operator==(const ServerCard&) const = default;
};

}
