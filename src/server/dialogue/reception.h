// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/devicefacts.h"
#include "server/dialogue/ownwords.h"
#include "server/dialogue/services.h"

namespace myna::server {

// Which questions reach the engines: the others are answered here. Counts what is allowed: turns at once, and words of the day.
class Reception
{
public:
    // `words` outlives it.
    Reception(const DeviceFacts& facts, OwnWords& words);
    ~Reception();
    Reception(const Reception&) = delete;
    Reception& operator=(const Reception&) = delete;

    void setServices(const DialogueServices& services); // those outlive it
    bool setStopped(bool on); // true: it was not, until now
    [[nodiscard]] bool isStopped() const { return m_stopped; }
    // Takes a question that `turn` will answer. False: it was answered without asking anybody.
    [[nodiscard]] bool admit(Turn& turn, const QString& question);
    void enginesDone(); // of the turn that goes on without them
    void ended(const Turn& turn); // whether admitted or not

private:
    [[nodiscard]] bool isOverBudget() const;

    QString m_deviceId;
    QString m_language;
    DialogueRules m_rules;
    DialogueServices m_services;
    OwnWords& m_words;
    bool m_stopped = false;
    bool m_counted = false; // a turn of ours is one of the server's load
};

}
