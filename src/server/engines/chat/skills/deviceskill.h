// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/skill.h"

namespace myna::server {

// Volume and lamp of this device, through the tools the device itself listed.
class DeviceSkill final : public Skill
{
public:
    [[nodiscard]] QVector<Phrase> phrases() const override;
    [[nodiscard]] QString summary(const QString& language) const override;
    [[nodiscard]] bool isCertain(int meaning, const Situation& situation) const override;
    Reply answer(int meaning, const PhraseMatch& match, const Situation& situation) override;
};

}
