// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/startmeasure.h"

#include "base/processusage.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>
#include <QTimer>
#include <QWindow>

#include <cstdio>

namespace myna::desktop {

namespace {

// Idle memory is looked at after the start has settled.
constexpr std::chrono::milliseconds settleTime { 3000 };

// When this process was started, from the launcher's clock: MYNA_STARTED_AT holds milliseconds since 1970, set just before exec.
qint64 startedAtMs()
{
    return qEnvironmentVariable("MYNA_STARTED_AT").toLongLong();
}

}

StartMeasure::StartMeasure(QWindow* window, QObject* parent)
    : QObject(parent)
{
    window->installEventFilter(this);
}

bool StartMeasure::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Expose || !static_cast<QWindow*>(watched)->isExposed())
        return false;
    watched->removeEventFilter(this);
    // Behind the expose event the first frame is painted synchronously; what is posted now runs after it.
    QTimer::singleShot(0, this, [this] {
        const qint64 firstPaintMs = QDateTime::currentMSecsSinceEpoch() - startedAtMs();
        QTimer::singleShot(settleTime, this, [this, firstPaintMs] {
            std::printf("{\"first_paint_ms\":%lld,\"resident_kb\":%lld}\n", (long long)firstPaintMs,
                (long long)(processUsage().residentBytes / 1024));
            std::fflush(stdout);
            emit printed();
        });
    });
    return false;
}

}

#include "moc_startmeasure.cpp"
