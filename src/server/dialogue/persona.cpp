// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/persona.h"

#include "protocol/emotions.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

static void loadPrompts()
{
    Q_INIT_RESOURCE(prompts); // of a static library; it must be said outside every namespace
}

namespace myna::server {

namespace {

constexpr qsizetype longestPrompt = 20000; // characters: a persona, not a book

QString builtinText(const QString& language)
{
    loadPrompts();
    QFile file(u":/prompts/%1.md"_s.arg(language));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

QString emojiList()
{
    QStringList list;
    for (const protocol::EmotionWord& word : protocol::emotions())
        list += QString(QStringView(word.emoji).toString());
    return list.join(u' ');
}

}

QString plainLanguage(const QString& tag)
{
    return tag.startsWith("zh"_L1, Qt::CaseInsensitive) ? u"zh"_s : u"en"_s;
}

EngineWish wishOf(const Persona& persona)
{
    EngineWish wish;
    wish.language = plainLanguage(persona.language);
    wish.voice = persona.voice;
    wish.selection = persona.engines;
    return wish;
}

QString voiceKey(const Persona& persona)
{
    return plainLanguage(persona.language) + u'|' + persona.voice + u'|' + persona.engines.value(EngineKind::Synthesiser).join(u',');
}

QString promptOf(const Persona& persona, const QString& deviceName)
{
    const QString language = plainLanguage(persona.language);
    QString text = (persona.prompt.trimmed().isEmpty() ? builtinText(language) : persona.prompt.trimmed()).left(longestPrompt);
    text.replace(u"{{device}}"_s, deviceName.isEmpty() ? (language == "zh"_L1 ? u"语音设备"_s : u"a voice device"_s) : deviceName);
    text.replace(u"{{language}}"_s, language == "zh"_L1 ? u"中文"_s : u"English"_s);
    text.replace(u"{{emoji}}"_s, emojiList());
    return text;
}

}
