// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/repeatskill.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

QVector<Phrase> RepeatSkill::phrases() const
{
    return {
        { 0, u"en"_s, u"(repeat after me|repeat|say) <text>"_s, false },
        { 0, u"zh"_s, u"(跟我说|跟我念|跟着我说|重复|复述)<text>"_s, false },
    };
}

QString RepeatSkill::summary(const QString& language) const
{
    return language == "zh"_L1 ? u"复述你打的字"_s : u"repeat what you type"_s;
}

Reply RepeatSkill::answer(int, const PhraseMatch& match, const Situation&)
{
    const QString wanted = match.values.value(0);
    // The match is lower case and has lost its punctuation; what is repeated should not.
    const qsizetype at = match.original.indexOf(wanted.left(wanted.indexOf(u' ')), 0, Qt::CaseInsensitive);
    const bool found = at > 0 && match.original.size() - at >= wanted.size();
    return { found ? match.original.mid(at).trimmed() : wanted, u"neutral"_s };
}

}
