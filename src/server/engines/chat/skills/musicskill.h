// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/skill.h"

namespace myna::server {

// The music of a device that has some: pause, go on, stop, next and previous, and what it is. To play is for whoever has music, so that is
// ServerSkill's.
class MusicSkill final : public Skill
{
public:
    [[nodiscard]] QVector<Phrase> phrases() const override;
    [[nodiscard]] QString summary(const QString& language) const override;
    [[nodiscard]] bool isCertain(int meaning, const Situation& situation) const override;
    Reply answer(int meaning, const PhraseMatch& match, const Situation& situation) override;

    // Plays on the device what a name means, anything where it is empty; null: the device has no music.
    static std::optional<Reply> play(const QString& name, const Situation& situation);
};

}
