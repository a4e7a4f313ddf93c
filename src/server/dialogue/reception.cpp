// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/reception.h"

#include "server/dialogue/persona.h"
#include "server/dialogue/phrases.h"
#include "server/dialogue/spokenbudget.h"
#include "server/loadgauge.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

Reception::Reception(const DeviceFacts& facts, OwnWords& words)
    : m_deviceId(facts.deviceId)
    , m_language(plainLanguage(facts.persona.language))
    , m_rules(facts.rules)
    , m_words(words)
{
}

Reception::~Reception()
{
    if (m_counted)
        m_services.load->turnEnded();
}

void Reception::setServices(const DialogueServices& services)
{
    m_services = services;
}

bool Reception::setStopped(bool on)
{
    return std::exchange(m_stopped, on) != on && on;
}

bool Reception::isOverBudget() const
{
    return m_services.budget && m_rules.maxSpokenPerDay > 0 && m_services.budget->spokenToday(m_deviceId) >= m_rules.maxSpokenPerDay;
}

bool Reception::admit(Turn& turn, const QString& question)
{
    if (m_stopped) {
        m_words.speak(turn, { phrase(Phrase::Stopped, m_language), u"neutral"_s, {}, true });
    } else if (isExitCommand(question, m_rules.exitCommands, m_language)) {
        turn.endConversation();
        const QString words = m_rules.saysFarewell ? phrase(Phrase::GoodBye, m_language) : QString();
        m_words.speak(turn, { words, u"relaxed"_s, {}, m_rules.saysFarewell });
    } else if (isOverBudget()) {
        turn.playClip(Clip::QuotaUsedUp, u"sleepy"_s);
    } else if (m_services.load && !m_services.load->mayBegin()) {
        turn.playClip(Clip::Busy, u"embarrassed"_s);
    } else {
        if (m_services.load && !std::exchange(m_counted, true))
            m_services.load->turnBegan();
        return true;
    }
    return false;
}

void Reception::enginesDone()
{
    if (std::exchange(m_counted, false))
        m_services.load->turnEnded();
}

void Reception::ended(const Turn& turn)
{
    enginesDone();
    if (m_services.budget && m_rules.maxSpokenPerDay > 0 && turn.usedVoice())
        m_services.budget->add(m_deviceId, turn.saidText().size());
}

}
