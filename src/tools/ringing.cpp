// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/ringing.h"

#include <algorithm>

namespace myna::tools {

Ringing::Ringing(Reminders& reminders, Timing timing, QObject* parent)
    : QObject(parent)
    , m_reminders(reminders)
    , m_timing(timing)
    , m_beat(this)
{
    m_beat.setInterval(m_timing.every);
    connect(&m_beat, &QTimer::timeout, this, &Ringing::beat);
    connect(&m_reminders, &Reminders::due, this, &Ringing::begin);
    connect(&m_reminders, &Reminders::changed, this, &Ringing::dropRemoved);
}

bool Ringing::isRinging() const
{
    return std::any_of(m_rings.cbegin(), m_rings.cend(), [](const Ring& r) { return !r.over; });
}

void Ringing::begin(const Reminder& reminder, std::chrono::seconds late)
{
    const Ring ring { reminder, late };
    m_rings << ring;
    m_since[reminder.id].start();
    if (m_rings.size() > mostShown && m_rings.first().over)
        m_rings.removeFirst();
    if (!m_beat.isActive())
        m_beat.start();
    emit began(ring);
    emit changed();
    sound();
}

// Several at once are one sound: on top of each other they would be so many times as loud.
void Ringing::sound()
{
    if (m_hushed || (m_sounded.isValid() && !m_sounded.hasExpired(m_timing.every.count() / 2)))
        return;
    m_sounded.start();
    emit soundWanted();
}

// What is late is sounded once; an alarm of this minute goes on.
void Ringing::beat()
{
    QVector<qint64> ended;
    bool sounds = false;
    for (Ring& ring : m_rings) {
        if (ring.over)
            continue;
        if (m_since[ring.reminder.id].hasExpired(m_timing.longest.count())) {
            ring.over = true;
            ended << ring.reminder.id;
        } else if (ring.late.count() == 0) {
            sounds = true;
        }
    }
    for (const qint64 id : std::as_const(ended)) {
        m_since.remove(id);
        m_reminders.finish(id);
    }
    if (!ended.isEmpty())
        emit changed();
    if (!isRinging())
        m_beat.stop();
    else if (sounds)
        sound();
}

void Ringing::drop(qint64 id)
{
    m_rings.removeIf([id](const Ring& r) { return r.reminder.id == id; });
    m_since.remove(id);
    if (!isRinging())
        m_beat.stop();
    emit changed();
}

// Whoever takes a reminder away while it rings wants to hear no more of it.
void Ringing::dropRemoved()
{
    const QVector<Reminder>& kept = m_reminders.all();
    const QList<qint64> sounding = m_since.keys();
    for (const qint64 id : sounding) {
        if (std::none_of(kept.cbegin(), kept.cend(), [id](const Reminder& r) { return r.id == id; }))
            drop(id);
    }
}

void Ringing::stop(qint64 id)
{
    if (m_since.contains(id))
        m_reminders.finish(id);
    drop(id);
}

void Ringing::stopAll()
{
    const QVector<Ring> all = m_rings;
    for (const Ring& ring : all)
        stop(ring.reminder.id);
}

void Ringing::snooze(qint64 id, std::chrono::minutes length)
{
    if (m_since.contains(id))
        m_reminders.snooze(id, length);
    drop(id);
}

}

#include "moc_ringing.cpp"
