// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/wakephrase.h"

#include "speech/sphinxdictionary.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::speech {

namespace {

// Shorter ones are heard in ordinary talk all day.
constexpr int leastSyllables = 3;
constexpr int mostWords = 6;
constexpr int similarWords = 3; // shown for a word that is not in the dictionary

template<typename... Arguments>
Error invalid(const char* text, const Arguments&... arguments)
{
    const QString sentence = QCoreApplication::translate("myna", text);
    if constexpr (sizeof...(arguments) > 0)
        return { Error::Code::Invalid, sentence.arg(arguments...) };
    else
        return { Error::Code::Invalid, sentence };
}

QString quoted(const QStringList& words)
{
    QStringList marked;
    for (const QString& word : words)
        marked.append(QCoreApplication::translate("myna", "“%1”", "a quoted word").arg(word));
    return marked.join(QCoreApplication::translate("myna", ", ", "between words of a list"));
}

QString normal(const QString& typed)
{
    QString text = typed.toLower();
    text.replace(u'’', u'\'');
    text.replace(QRegularExpression(u"[.,!?;:\"“”-]"_s), u" "_s);
    return text.simplified();
}

// Vowels are written with their stress left out: AA, IY, ER.
bool isVowel(const QByteArray& sound)
{
    return QByteArrayView("AEIOU").contains(sound[0]);
}

Error unknown(const QStringList& words)
{
    QStringList similar;
    for (const QString& word : words)
        similar += wordsLike(word, similarWords);
    if (similar.isEmpty())
        return invalid(
            QT_TRANSLATE_NOOP("myna",
                "The English dictionary does not know %1. Write it with English words that sound like it, or choose another phrase, "
                "for example “%2”."),
            quoted(words), suggestedWakePhrases().first());
    return invalid(QT_TRANSLATE_NOOP("myna",
                       "The English dictionary does not know %1. It does know %2. Or write it with English words that sound like it."),
        quoted(words), quoted(similar));
}

Result<WakePhrase> measured(const QString& text, const QStringList& words, const QVector<Pronunciation>& known)
{
    WakePhrase phrase { text, words };
    for (const QString& word : words) {
        const auto first = std::find_if(known.cbegin(), known.cend(), [&](const Pronunciation& entry) { return entry.word == word; });
        const QByteArrayList sounds = first->sounds();
        phrase.sounds += int(sounds.size());
        phrase.syllables += int(std::count_if(sounds.cbegin(), sounds.cend(), isVowel));
    }
    if (phrase.syllables < leastSyllables)
        return invalid(QT_TRANSLATE_NOOP(
                           "myna", "“%1” is too short: it would be heard in ordinary talk. Use three syllables or more, for example “%2”."),
            text, suggestedWakePhrases().first());
    return phrase;
}

}

QStringList suggestedWakePhrases()
{
    return { u"hello computer"_s, u"wake up computer"_s, u"good morning computer"_s };
}

Result<WakePhrase> checkWakePhrase(const QString& typed)
{
    const QString text = normal(typed);
    if (text.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("myna", "Type a phrase, for example “%1”."), suggestedWakePhrases().first());
    static const QRegularExpression english(u"^[a-z' ]+$"_s);
    if (!english.match(text).hasMatch())
        return invalid(
            QT_TRANSLATE_NOOP("myna", "Wake phrases are English for now. Write the phrase with English words, for example “%1”."),
            suggestedWakePhrases().first());
    const QStringList words = text.split(u' ');
    if (words.size() > mostWords)
        return invalid(QT_TRANSLATE_NOOP("myna", "The phrase is too long. Use up to %1 words."), QString::number(mostWords));
    const QSet<QString> distinct(words.cbegin(), words.cend());
    const auto known = pronunciations(distinct);
    if (!known)
        return known.error();
    QSet<QString> heard;
    for (const Pronunciation& pronunciation : *known)
        heard.insert(pronunciation.word);
    QStringList strange;
    for (const QString& word : words) {
        if (!heard.contains(word) && !strange.contains(word))
            strange.append(word);
    }
    if (!strange.isEmpty())
        return unknown(strange);
    return measured(text, words, *known);
}

}
