// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminvalues.h"

#include <QCoreApplication>

#include <deque>

namespace myna::viewmodels {

struct DayFigure
{
    QString name;
    QString value;
    bool operator==(const DayFigure&) const = default;
};

// How today went on a managed server, from what it told of its turns.
class ServerDay
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::ServerDay)

public:
    void set(const QVector<admin::Turn>& turns); // newest first
    void add(const admin::Turn& turn);
    // Only what was measured. `memoryBytes` 0: the server does not tell.
    [[nodiscard]] QVector<DayFigure> figures(double memoryBytes) const;

private:
    std::deque<admin::Turn> m_turns; // oldest first, without what was said
};

}
