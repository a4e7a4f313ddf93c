// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/startmeasure.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>
#include <QFile>
#include <QTimer>
#include <QWindow>

#include <cstdio>

namespace myna::desktop {

namespace {

// Idle memory is looked at after the start has settled.
constexpr std::chrono::milliseconds settleTime { 3000 };

// One number of a `Name:  123 kB` line of /proc/self/status; −1 where there is no such file.
qint64 residentKb()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').constFirst().toLongLong();
    }
    return -1;
}

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
            std::printf("{\"first_paint_ms\":%lld,\"resident_kb\":%lld}\n", (long long)firstPaintMs, (long long)residentKb());
            std::fflush(stdout);
            emit printed();
        });
    });
    return false;
}

}

#include "moc_startmeasure.cpp"
