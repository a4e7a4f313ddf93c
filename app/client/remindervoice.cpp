// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/remindervoice.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::client {

using session::State;

ReminderVoice::ReminderVoice(tools::Ringing& ringing, std::function<QString()> language, Timing timing, QObject* parent)
    : QObject(parent)
    , m_ringing(ringing)
    , m_language(std::move(language))
    , m_timing(timing)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &ReminderVoice::consider);
    connect(&m_ringing, &tools::Ringing::began, this, &ReminderVoice::rang);
    connect(&m_ringing, &tools::Ringing::changed, this, [this] {
        m_words.removeIf([this](const Words& words) { // it was stopped: heard
            return std::ranges::none_of(
                m_ringing.rings(), [&](const tools::Ring& ring) { return ring.reminder.id == words.id && !ring.over; });
        });
    });
}

void ReminderVoice::rang(const tools::Ring& ring)
{
    if (m_words.size() < mostSaid)
        m_words.append({ ring.reminder.id, tools::ringWords(ring.reminder, ring.late, m_language()) });
    m_tooLate.setRemainingTime(m_timing.longest);
    if (!m_wait.isActive())
        m_wait.start(m_state == State::Listening ? m_timing.listening : m_timing.first);
}

void ReminderVoice::sessionStateChanged(State state)
{
    const bool begins = state == State::Listening && m_state != State::Listening;
    m_state = state;
    m_ringing.setHushed(state == State::Thinking || state == State::Speaking);
    if (m_words.isEmpty() || m_wait.isActive())
        return;
    if (begins)
        m_wait.start(m_timing.listening); // whoever wants to say something does so first
    else
        consider();
}

void ReminderVoice::linkChanged(bool connected)
{
    m_wasLinked = m_wasLinked || connected;
    if (connected && !m_words.isEmpty() && !m_wait.isActive())
        m_wait.start(m_timing.first); // the tools are being listed now
}

void ReminderVoice::consider()
{
    if (m_tooLate.hasExpired())
        m_words.clear();
    const bool quiet = m_state == State::Idle || (m_state == State::Listening && !m_wait.isActive());
    // A server that hung up because nobody spoke is there again for this; one that was not there yet is waited for.
    if (m_words.isEmpty() || !m_wasLinked || !quiet)
        return;
    const QString language = m_language();
    QStringList words;
    for (const Words& one : std::exchange(m_words, {}))
        words << one.text;
    emit asked(tools::spokenRequest(words.join(language.startsWith("zh"_L1) ? u"。"_s : u". "_s), language));
}

}

#include "moc_remindervoice.cpp"
