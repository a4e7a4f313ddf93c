// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"
#include "server/engines/engineregistry.h"

namespace myna::server {

// "zh" for every kind of Chinese, else "en": what engines and phrases know.
QString plainLanguage(const QString& tag);
// The one place where a device's wishes become those for its engines.
EngineWish wishOf(const Persona& persona);
// Everything of a persona that changes how a sentence sounds.
QString voiceKey(const Persona& persona);

// Who the assistant is on this device, for engines that take a prompt: the owner's words, or resources/prompts, with what {{device}},
// {{language}} and {{emoji}} stand for.
QString promptOf(const Persona& persona, const QString& deviceName);

}
