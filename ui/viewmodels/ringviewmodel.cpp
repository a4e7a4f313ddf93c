// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/ringviewmodel.h"

#include <QLocale>

namespace myna::viewmodels {

namespace {

QString kindTitle(tools::ReminderKind kind)
{
    switch (kind) {
    case tools::ReminderKind::Timer:
        return RingViewModel::tr("Timer");
    case tools::ReminderKind::Alarm:
        return RingViewModel::tr("Alarm");
    case tools::ReminderKind::Reminder:
        return RingViewModel::tr("Reminder");
    case tools::ReminderKind::Entry:
        return RingViewModel::tr("Calendar");
    }
    return {};
}

RingRow rowOf(const tools::Ring& ring)
{
    const tools::Reminder& r = ring.reminder;
    const QDateTime time = r.due.toLocalTime();
    const bool today = time.date() == QDate::currentDate();
    const QString when = today ? QLocale().toString(time.time(), QLocale::ShortFormat) : QLocale().toString(time, QLocale::ShortFormat);
    const bool missed = ring.over || ring.late.count() > 0;
    if (r.text.isEmpty())
        return { r.id, kindTitle(r.kind), (missed ? RingViewModel::tr("was due at %1") : RingViewModel::tr("due at %1")).arg(when),
            ring.over };
    const QString detail = missed ? RingViewModel::tr("%1, was due at %2") : RingViewModel::tr("%1, due at %2");
    return { r.id, r.text, detail.arg(kindTitle(r.kind), when), ring.over };
}

}

RingViewModel::RingViewModel(tools::Ringing& ringing, QObject* parent)
    : QObject(parent)
    , m_ringing(ringing)
{
    connect(&m_ringing, &tools::Ringing::changed, this, &RingViewModel::changed);
}

QVector<RingRow> RingViewModel::rows() const
{
    QVector<RingRow> rows;
    for (const tools::Ring& ring : m_ringing.rings())
        rows.prepend(rowOf(ring));
    return rows;
}

}

#include "moc_ringviewmodel.cpp"
