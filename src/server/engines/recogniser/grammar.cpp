// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/grammar.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

    // The slots, in the words durationOf() and englishNumber() understand.
    const QString slotRules = uR"(
<unit> = one | two | three | four | five | six | seven | eight | nine;
<teen> = ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen;
<ten> = twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety;
<small> = <unit> | <teen> | <ten> [<unit>];
<hundreds> = <unit> hundred [[and] <small>];
<number> = zero | <small> | <hundreds> | <small> thousand [[and] (<small> | <hundreds>)];
<percent> = zero | <small> | one hundred;
<duration> = <length> [and <length>] | half an hour | an hour and a half;
<length> = one second | one minute | a minute | one hour | an hour | <small> (seconds | minutes | hours);
)"_s;

    void collectWords(const QString& rules, QSet<QString>& words)
    {
        QString text = rules;
        text.remove(QRegularExpression(u"<[^>]*>|/[^/]*/"_s));
        static const QRegularExpression word(u"[a-z']+"_s);
        for (auto it = word.globalMatch(text); it.hasNext();)
            words.insert(it.next().captured());
    }

}

const QStringList& speechSounds()
{
    static const QStringList sounds = u"AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"_s
                                          .split(u' ');
    return sounds;
}

QString soundWord(const QString& sound)
{
    return u"xx"_s + sound.toLower();
}

Grammar makeGrammar(const QVector<Phrase>& phrases)
{
    QStringList commands;
    for (const Phrase& phrase : phrases) {
        if (phrase.spoken && phrase.language == "en"_L1)
            commands += u'(' + phrase.pattern + u')';
    }
    const QString command = commands.join(u" |\n  "_s);

    Grammar out;
    collectWords(slotRules, out.words);
    collectWords(command, out.words);
    out.words.insert(u"please"_s);
    out.jsgf = u"#JSGF V1.0;\ngrammar commands;\npublic <heard> = [please] <command> | %1 %2;\n<command> = %3;\n%4"_s
                   .arg(loopEntryWord, loopExitWord, command, slotRules)
                   .toUtf8();
    return out;
}

}
