// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/skill.h"

namespace myna::server {

// Says what it was told to say. Typed only: the recogniser knows a grammar, not free speech.
class RepeatSkill final : public Skill
{
public:
    [[nodiscard]] QVector<Phrase> phrases() const override;
    [[nodiscard]] QString summary(const QString& language) const override;
    Reply answer(int meaning, const PhraseMatch& match, const Situation& situation) override;
};

}
