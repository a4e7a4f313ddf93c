// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// What of a home's texts is kept, in characters and entries: whoever speaks on its broker is not trusted with our memory.
namespace myna::home {

inline constexpr qsizetype maxTitleLength = 64;
inline constexpr qsizetype maxTextLength = 256; // of a state or a template
inline constexpr qsizetype maxChoices = 64;

}
