// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>

#include <array>

namespace myna::protocol {

// The 21 emotion names every XiaoZhi peer shares, with the emoji our server sends beside each.
struct EmotionWord
{
    QLatin1String name;
    const char16_t* emoji;
};

inline constexpr int emotionCount = 21;
const std::array<EmotionWord, emotionCount>& emotions();
// `neutral` when the name is unknown.
QLatin1String knownEmotion(QStringView name);
// Empty when the name is unknown.
QString emojiOf(QStringView name);
// The emotion of the first mapped emoji in a text; empty when there is none.
QString emotionOfText(QStringView text);

}
