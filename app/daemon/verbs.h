// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace myna::daemon {

// Exit statuses of every verb.
enum ExitStatus {
    Done = 0,
    Failed = 1,
    Usage = 2,
    NetworkTrouble = 3,
    NotPaired = 4,
    ProtocolTrouble = 5,
    NoSoundDevice = 6,
    TimedOut = 7
};

// Each takes the arguments after the verb (the first is the program's name) and runs its own event loop.
int serve(const QStringList& arguments);
int talk(const QStringList& arguments);
int devices(const QStringList& arguments);
int doctor(const QStringList& arguments);
int engines(const QStringList& arguments);
int plugins(const QStringList& arguments);
int bench(const QStringList& arguments);
int backup(const QStringList& arguments);
int restore(const QStringList& arguments);
int certificate(const QStringList& arguments);
int config(const QStringList& arguments);

}
