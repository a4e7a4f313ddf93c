// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/reminders.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// What a busy machine makes of "now".
constexpr std::chrono::seconds onTime { 20 };

bool earlier(const Reminder& a, const Reminder& b)
{
    return a.due == b.due ? a.id < b.id : a.due < b.due;
}

Error tooMany()
{
    return { Error::Code::Invalid,
        QCoreApplication::translate("myna", "There are %1 reminders already. Cancel some first.").arg(Reminders::mostKept) };
}

}

Reminders::Reminders(const QString& folder, Clock clock, std::unique_ptr<WallTimer> timer, QObject* parent)
    : QObject(parent)
    , m_clock(clock ? std::move(clock) : Clock(&QDateTime::currentDateTimeUtc))
    , m_timer(timer ? std::move(timer) : makeWallTimer())
    , m_store(u"myna-reminders"_s, new ReminderWorker(folder))
{
    connect(m_timer.get(), &WallTimer::reached, this, &Reminders::look);
    m_store.thread().start(QThread::LowPriority);
}

Reminders::~Reminders() = default;

void Reminders::open()
{
    const QDateTime oldest = m_clock().addDays(-entriesKeptDays);
    m_store.ask<QVector<Reminder>>(
        this,
        [oldest](ReminderStore& store) -> Result<QVector<Reminder>> {
            if (auto gone = store.removeEntriesBefore(oldest); !gone)
                return gone.error();
            return store.all();
        },
        [this](const Result<QVector<Reminder>>& reminders) {
            if (reminders)
                loaded(*reminders);
            else
                emit failed(reminders.error());
        });
}

void Reminders::loaded(const QVector<Reminder>& reminders)
{
    m_all = reminders;
    m_open = true;
    emit opened();
    emit changed();
    look();
}

// Everything whose time has come is said, and the timer set for the next.
void Reminders::look()
{
    const QDateTime now = m_clock();
    QVector<Reminder> come;
    for (const Reminder& r : std::as_const(m_all)) {
        if (!r.rung && r.ringsAt() <= now && !m_ringing.contains(r.id))
            come << r;
    }
    for (const Reminder& r : std::as_const(come))
        m_ringing << r.id;
    arm();
    for (const Reminder& r : std::as_const(come)) {
        const std::chrono::seconds late(r.ringsAt().secsTo(now));
        emit due(r, late > onTime ? late : std::chrono::seconds(0));
    }
}

void Reminders::arm()
{
    const Reminder* next = nullptr;
    for (const Reminder& r : std::as_const(m_all)) {
        if (!r.rung && !m_ringing.contains(r.id) && (!next || r.ringsAt() < next->ringsAt()))
            next = &r;
    }
    if (next)
        m_timer->arm(next->ringsAt());
    else
        m_timer->disarm();
}

Reminder* Reminders::find(qint64 id)
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [id](const Reminder& r) { return r.id == id; });
    return found == m_all.end() ? nullptr : &*found;
}

void Reminders::put(const Reminder& reminder)
{
    if (Reminder* known = find(reminder.id))
        *known = reminder;
    else
        m_all << reminder;
    sort();
}

void Reminders::sort()
{
    std::sort(m_all.begin(), m_all.end(), earlier);
    emit changed();
    look();
}

void Reminders::add(const Reminder& reminder, QObject* asker, Done done)
{
    if (m_all.size() >= mostKept)
        done(tooMany());
    else
        keep(reminder, asker, std::move(done));
}

void Reminders::keep(const Reminder& reminder, QObject* asker, Done done)
{
    // Kept whether or not the asker is still there to hear of it.
    m_store.ask<Reminder>(
        this, [reminder](ReminderStore& store) { return store.put(reminder); },
        [this, asker = QPointer<QObject>(asker), done = std::move(done)](const Result<Reminder>& kept) {
            if (asker)
                done(kept);
            if (kept)
                put(*kept);
        });
}

void Reminders::remove(qint64 id, QObject* asker, Done done)
{
    const Reminder* known = find(id);
    if (!known) {
        done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "There is no reminder number %1.").arg(id) });
        return;
    }
    m_store.ask<std::monostate>(
        this, [id](ReminderStore& store) { return store.remove(id); },
        [this, removed = *known, asker = QPointer<QObject>(asker), done = std::move(done)](const Result<>& gone) {
            if (gone) {
                m_all.removeIf([&](const Reminder& r) { return r.id == removed.id; });
                m_ringing.removeAll(removed.id);
                emit changed();
                arm();
            }
            if (asker)
                done(gone ? Result<Reminder>(removed) : Result<Reminder>(gone.error()));
        });
}

void Reminders::finish(qint64 id)
{
    Reminder* known = find(id);
    if (!known)
        return;
    if (const QDateTime next = nextTime(*known, m_clock().addSecs(std::chrono::seconds(known->lead).count())); next.isValid()) {
        if (known->end.isValid())
            known->end = known->end.addMSecs(known->due.msecsTo(next));
        known->due = next;
        m_ringing.removeAll(id);
        store(*known);
    } else if (known->kind == ReminderKind::Entry) {
        known->rung = true;
        m_ringing.removeAll(id);
        store(*known);
    } else {
        remove(id, this, [](const Result<Reminder>&) {}); // it counts as ringing until it is gone: nobody rings it anew meanwhile
    }
}

void Reminders::replace(
    const QVector<qint64>& gone, const QVector<Reminder>& come, QObject* asker, std::function<void(const Result<>&)> done)
{
    if (m_all.size() - gone.size() + come.size() > mostKept) {
        done(tooMany());
        return;
    }
    m_store.ask<QVector<Reminder>>(
        this, [gone, come](ReminderStore& store) { return store.replace(gone, come); },
        [this, gone, asker = QPointer<QObject>(asker), done = std::move(done)](const Result<QVector<Reminder>>& kept) {
            if (kept) {
                m_all.removeIf([&](const Reminder& r) { return gone.contains(r.id); });
                m_ringing.removeIf([&](qint64 id) { return gone.contains(id); });
                m_all += *kept;
                sort();
            }
            if (asker)
                done(kept ? Result<>() : Result<>(kept.error()));
        });
}

// What repeats goes on as ever; the five minutes are a new one.
void Reminders::snooze(qint64 id, std::chrono::minutes length)
{
    const Reminder* known = find(id);
    if (!known)
        return;
    const Reminder again { .kind = known->kind == ReminderKind::Entry ? ReminderKind::Reminder : known->kind,
        .text = known->text,
        .due = m_clock().addSecs(std::chrono::seconds(length).count()) };
    // First: a program that is killed in between says it twice rather than never. And whether or not there is room: it was kept until now.
    keep(again, this, [](const Result<Reminder>&) {});
    finish(id);
}

void Reminders::store(const Reminder& reminder)
{
    m_store.ask<Reminder>(
        this, [reminder](ReminderStore& s) { return s.put(reminder); },
        [](const Result<Reminder>& kept) {
            if (!kept)
                qWarning("%s", qPrintable(kept.error().text));
        });
    put(reminder);
}

}

#include "moc_reminders.cpp"
