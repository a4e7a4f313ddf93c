// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>

#include <memory>

namespace myna::tools {

// Goes off at a time of day, not after a while: also when the machine slept through it or somebody set the clock.
class WallTimer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void arm(const QDateTime& due) = 0; // replaces what was armed before
    virtual void disarm() = 0;

signals:
    void reached(); // the time has come, or the clock jumped: look what is due now, and arm again
};

std::unique_ptr<WallTimer> makeWallTimer(); // the platform's

}
