// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configreaders.h"

#include <QCoreApplication>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestPrompt = 20000;

struct Language
{
    void read(const ConfigValue& value, QString& target, KeyReading& reading) const
    {
        const QString language = value.text.left(2).toLower();
        if (language != u"en" && language != u"zh")
            reading.wrong(value, QCoreApplication::translate("myna", "must be en or zh"));
        else
            target = language;
    }
    [[nodiscard]] QJsonValue tell(const QString& language) const { return language; }
    [[nodiscard]] QString form() const { return u"en or zh"_s; }
};

}

std::vector<ConfigKey> dialogueKeys()
{
    using enum KeyClass;
    return {
        configKey(
            u"language"_s, NextSession, [](auto& o) -> auto& { return o.language; }, Language {},
            u"what the built-in engines understand and speak"_s),
        configKey(
            u"prompt"_s, NextSession, [](auto& o) -> auto& { return o.config.prompt; }, Words { longestPrompt },
            u"who the assistant is, for engines that take a prompt; empty: the built-in one"_s),
        configKey(
            u"voice"_s, NextSession, [](auto& o) -> auto& { return o.config.voice; }, Words {},
            u"as the synthesiser calls it; empty: its own choice"_s),
        configKey(
            u"wakeup_words"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.wakeWords; }, WordList {},
            u"what counts as a wake word; empty: what the device says is believed"_s),
        configKey(
            u"exit_commands"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.exitCommands; }, WordList {},
            u"words that end a conversation; empty: those of the language"_s),
        configKey(
            u"close_connection_no_voice_time"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.farewellAfter; },
            Seconds { 5, 86400 }, u"without voice, before the server says good-bye"_s),
        configKey(
            u"dialogue.close_after"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.closeAfter; }, Seconds { 6, 90000 },
            u"without voice, before the connection is closed; a minute after the good-bye unless said otherwise"_s),
        configKey(
            u"dialogue.end_of_speech_ms"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.endOfSpeech; },
            Milliseconds { 100, 5000 }, u"silence that ends a question"_s),
        configKey(
            u"enable_greeting"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.greets; }, Flag {},
            u"a wake word is answered"_s),
        configKey(
            u"end_prompt.enable"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.saysFarewell; }, Flag {},
            u"a good-bye is said before the connection ends for silence"_s),
        configKey(
            u"max_output_size"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.maxSpokenPerDay; },
            WholeNumber { 0, 100000000 }, u"characters spoken to one device in a day; 0: as many as it likes"_s),
        configKey(
            u"dialogue.tool_rounds"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.toolRounds; }, WholeNumber { 0, 50 },
            u"how often tools may be called within one turn"_s),
        configKey(
            u"dialogue.remembered_utterances"_s, NextSession, [](auto& o) -> auto& { return o.config.dialogue.rememberedUtterances; },
            WholeNumber { 1, 1000 }, u"how much of the conversation an engine is given"_s),
    };
}

}
