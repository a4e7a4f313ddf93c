// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/walltimer.h"

#include <QTimer>

namespace myna::tools {

// For systems that do not say when their clock was set or when they woke up: it looks at the clock once a minute while something is armed.
class QtWallTimer final : public WallTimer
{
    Q_OBJECT

public:
    explicit QtWallTimer(QObject* parent = nullptr);

    void arm(const QDateTime& due) override;
    void disarm() override { m_timer.stop(); }

private:
    void look();

    QTimer m_timer;
    QDateTime m_due;
};

}
