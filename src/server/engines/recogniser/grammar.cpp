// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/grammar.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

// The slots, in the words durationOf() and englishNumber() understand. Short numbers are likelier than long ones: without that, the
// end of a sentence is easily heard as one more digit.
const QString slotRules = uR"(
<unit> = one | two | three | four | five | six | seven | eight | nine;
<teen> = ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen;
<ten> = twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety;
<small> = /10/ <unit> | /4/ <teen> | /4/ <ten> | /1/ <ten> <unit>;
<hundreds> = /20/ <unit> hundred | /1/ <unit> hundred [and] <small>;
<number> = /1/ zero | /20/ <small> | /3/ <hundreds> | /2/ <small> thousand | /1/ <small> thousand [and] (<small> | <hundreds>);
<percent> = /1/ zero | /20/ <small> | /4/ one hundred;
<duration> = /20/ <length> | /1/ <length> and <length> | /4/ half an hour | /2/ an hour and a half;
<length> = /1/ one second | /3/ one minute | /3/ a minute | /3/ one hour | /3/ an hour | /20/ <small> (seconds | minutes | hours);
<hour> = one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve;
<clock> = (<hour> | half past <hour> | <hour> thirty) [in the (morning | evening)];
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
    static const QStringList sounds
        = u"AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"_s.split(u' ');
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
    out.jsgf
        = u"#JSGF V1.0;\ngrammar commands;\npublic <heard> = [please] <command>;\n<command> = %1;\n%2"_s.arg(command, slotRules).toUtf8();
    return out;
}

}
