// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/emotions.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

// Emoji of other servers for the same emotions; only read, never sent.
constexpr auto alsoSeen = std::to_array<EmotionWord>({
    { "neutral"_L1, u"😐" },
    { "happy"_L1, u"😊" },
    { "funny"_L1, u"🤡" },
    { "sad"_L1, u"😢" },
    { "loving"_L1, u"🥰" },
    { "surprised"_L1, u"😮" },
    { "delicious"_L1, u"😋" },
    { "silly"_L1, u"🤪" },
    { "confused"_L1, u"😕" },
});

template<typename Table>
QLatin1String emotionAt(QStringView rest, const Table& table)
{
    for (const EmotionWord& word : table) {
        if (rest.startsWith(QStringView(word.emoji)))
            return word.name;
    }
    return {};
}

}

const std::array<EmotionWord, emotionCount>& emotions()
{
    static constexpr std::array<EmotionWord, emotionCount> table { {
        { "neutral"_L1, u"😶" },
        { "happy"_L1, u"🙂" },
        { "laughing"_L1, u"😆" },
        { "funny"_L1, u"😂" },
        { "sad"_L1, u"😔" },
        { "angry"_L1, u"😠" },
        { "crying"_L1, u"😭" },
        { "loving"_L1, u"😍" },
        { "embarrassed"_L1, u"😳" },
        { "surprised"_L1, u"😲" },
        { "shocked"_L1, u"😱" },
        { "thinking"_L1, u"🤔" },
        { "winking"_L1, u"😉" },
        { "cool"_L1, u"😎" },
        { "relaxed"_L1, u"😌" },
        { "delicious"_L1, u"🤤" },
        { "kissy"_L1, u"😘" },
        { "confident"_L1, u"😏" },
        { "sleepy"_L1, u"😴" },
        { "silly"_L1, u"😜" },
        { "confused"_L1, u"🙄" },
    } };
    return table;
}

QLatin1String knownEmotion(QStringView name)
{
    for (const EmotionWord& word : emotions()) {
        if (name == word.name)
            return word.name;
    }
    return emotions().front().name;
}

QString emojiOf(QStringView name)
{
    for (const EmotionWord& word : emotions()) {
        if (name == word.name)
            return QStringView(word.emoji).toString();
    }
    return {};
}

QString emotionOfText(QStringView text)
{
    for (; !text.isEmpty(); text = text.mid(1)) {
        // Every mapped emoji lies beyond the first plane, so it begins with a high surrogate.
        if (!text.front().isHighSurrogate())
            continue;
        QLatin1String name = emotionAt(text, emotions());
        if (name.isEmpty())
            name = emotionAt(text, alsoSeen);
        if (!name.isEmpty())
            return name;
    }
    return {};
}

}
