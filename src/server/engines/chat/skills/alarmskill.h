// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/skill.h"

namespace myna::server {

// Alarms and reminders at a time of day, kept by the device. What was understood is said back with its day and hour.
class AlarmSkill final : public Skill
{
public:
    [[nodiscard]] QVector<Phrase> phrases() const override;
    [[nodiscard]] QString summary(const QString& language) const override;
    [[nodiscard]] bool isCertain(int meaning, const Situation& situation) const override;
    Reply answer(int meaning, const PhraseMatch& match, const Situation& situation) override;
};

}
