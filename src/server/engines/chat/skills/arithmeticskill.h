// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/skill.h"

namespace myna::server {

// Plus, minus, times, divided by.
class ArithmeticSkill final : public Skill
{
public:
    [[nodiscard]] QVector<Phrase> phrases() const override;
    [[nodiscard]] QString summary(const QString& language) const override;
    [[nodiscard]] bool isCertain(int, const Situation&) const override { return true; }
    Reply answer(int meaning, const PhraseMatch& match, const Situation& situation) override;
};

}
