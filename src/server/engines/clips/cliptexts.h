// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/clips/clips.h"

#include <array>

namespace myna::server {

// The words of every clip: the program that makes the sounds reads this table while the server is built, the server while it runs.
struct ClipWords
{
    Clip clip;
    QLatin1String name; // of its file
    const char* english;
    const char* chinese; // UTF-8
};

inline constexpr auto clipWords = std::to_array<ClipWords>({
    { Clip::NotUnderstood, QLatin1String("not-understood"), "Sorry, I cannot understand speech at the moment. Please try again.",
        "对不起，我现在听不清，请再说一遍。" },
    { Clip::CannotAnswer, QLatin1String("cannot-answer"), "Sorry, I cannot answer at the moment. Please try again later.",
        "对不起，我现在无法回答，请稍后再试。" },
    { Clip::Busy, QLatin1String("busy"), "I am busy at the moment. Please ask again in a few seconds.", "我现在很忙，请过几秒再问我。" },
    { Clip::QuotaUsedUp, QLatin1String("quota"), "We have talked a lot today. Let us talk again tomorrow.",
        "我们今天聊了很多，明天再聊吧。" },
    { Clip::EnterCode, QLatin1String("enter-code"), "To use this device, approve it on the server with this code.",
        "请在服务器上输入这个验证码。" },
    { Clip::Digit0, QLatin1String("0"), "zero", "零" },
    { Clip::Digit1, QLatin1String("1"), "one", "一" },
    { Clip::Digit2, QLatin1String("2"), "two", "二" },
    { Clip::Digit3, QLatin1String("3"), "three", "三" },
    { Clip::Digit4, QLatin1String("4"), "four", "四" },
    { Clip::Digit5, QLatin1String("5"), "five", "五" },
    { Clip::Digit6, QLatin1String("6"), "six", "六" },
    { Clip::Digit7, QLatin1String("7"), "seven", "七" },
    { Clip::Digit8, QLatin1String("8"), "eight", "八" },
    { Clip::Digit9, QLatin1String("9"), "nine", "九" },
    { Clip::TestQuestion, QLatin1String("question"), "what time is it", "现在几点了" },
});

}
