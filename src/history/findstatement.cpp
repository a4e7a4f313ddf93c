// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/findstatement.h"

#include "history/searchwords.h"
#include "history/turnrows.h"

namespace myna::history {

using namespace Qt::Literals::StringLiterals;

namespace {

// A condition on the turn `t`, and what is bound to it.
struct Condition
{
    QString text;
    QVariantList values;
};

// Every word is in the turn.
Condition conditionFor(const QStringList& words)
{
    Condition condition;
    QStringList parts;
    if (const QString match = matchExpression(words); !match.isEmpty()) {
        parts << u"t.id IN (SELECT rowid FROM words WHERE words MATCH ?)"_s;
        condition.values << match;
    }
    for (const QString& word : words) {
        if (isIndexed(word))
            continue;
        parts << u"t.question || char(10) || t.answer || char(10) || t.tool_words LIKE ? ESCAPE '\\'"_s;
        condition.values << likePattern(word);
    }
    condition.text = parts.join(u" AND "_s);
    return condition;
}

Condition nameCondition(const QStringList& words)
{
    Condition condition;
    QStringList parts;
    for (const QString& word : words) {
        parts << u"c.name LIKE ? ESCAPE '\\'"_s;
        condition.values << likePattern(word);
    }
    condition.text = parts.join(u" AND "_s);
    return condition;
}

}

FindStatement findStatement(const Query& query, const QStringList& words, const Position& after, int limit)
{
    const Condition turn = conditionFor(words);
    const Condition name = nameCondition(words);
    QString statement = u"SELECT "_s + conversationColumns();
    QVariantList values;
    if (!words.isEmpty()) {
        statement
            += u", (SELECT t.question || char(10) || t.answer || char(10) || t.tool_words FROM turns t WHERE t.conversation = c.id AND %1"
               " ORDER BY t.asked_at, t.id LIMIT 1)"_s.arg(turn.text);
        values += turn.values;
    }
    statement += u" FROM conversations c WHERE 1"_s;
    if (query.starredOnly)
        statement += u" AND c.starred"_s;
    if (!words.isEmpty()) {
        statement += u" AND ((%1) OR c.id IN (SELECT t.conversation FROM turns t WHERE %2))"_s.arg(name.text, turn.text);
        values += name.values + turn.values;
    }
    if (after.id > 0) {
        statement += u" AND (c.begun_at, c.id) < (?, ?)"_s;
        values << after.begunMs << after.id;
    }
    statement += u" ORDER BY c.begun_at DESC, c.id DESC LIMIT ?"_s;
    values << limit;
    return { statement, values };
}

}
