// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace myna::viewmodels {

// Identifiers of things and tools as words: fan_speed and fanSpeed as "fan speed".
QString spokenWords(const QString& identifier);

// As a title: "audio_speaker" and "audio.speaker" as "Audio speaker".
QString spokenName(const QString& identifier);

}
