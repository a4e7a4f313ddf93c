// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/devices/clock.h"

#include <QHash>
#include <QString>

namespace myna::server {

// Counts what devices do wrong: so many times within a minute is misbehaving, fewer is an accident. Edge thread.
class Offences
{
public:
    static constexpr qsizetype maxWatched = 4096; // at once; who comes when all places are taken is not watched

    explicit Offences(Clock clock);

    void setLimit(int perMinute); // 0: nobody ever misbehaves
    // One more of this one, or one as bad as `weight`. True when with it there are too many; counting then begins anew.
    bool note(const QString& who, int weight = 1);

private:
    struct Watched
    {
        QDateTime since;
        int count = 0;
    };

    Clock m_clock;
    int m_limit = 0;
    QHash<QString, Watched> m_watched;
};

}
