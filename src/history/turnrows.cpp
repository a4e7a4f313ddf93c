// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/turnrows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace myna::history {

using namespace Qt::Literals::StringLiterals;

namespace {

QDateTime time(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
}

QVariant stage(const std::optional<qint64>& ms)
{
    return ms ? QVariant(*ms) : QVariant(QMetaType(QMetaType::LongLong));
}

std::optional<qint64> stage(const QVariant& value)
{
    return value.isNull() ? std::nullopt : std::optional<qint64>(value.toLongLong());
}

QString toolsJson(const QVector<ToolUse>& tools)
{
    QJsonArray list;
    for (const ToolUse& tool : tools)
        list.append(QJsonObject { { u"caption"_s, tool.caption }, { u"failed"_s, tool.failed } });
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QVector<ToolUse> toolsFrom(const QString& json)
{
    QVector<ToolUse> tools;
    for (const auto value : QJsonDocument::fromJson(json.toUtf8()).array())
        tools.append({ value[u"caption"].toString(), value[u"failed"].toBool() });
    return tools;
}

QString toolWords(const QVector<ToolUse>& tools)
{
    QStringList words;
    for (const ToolUse& tool : tools)
        words << tool.caption;
    return words.join(u'\n');
}

}

QString turnColumns()
{
    return u"id, conversation, asked_at, server, typed, question, answer, emotion, tools, recognised_ms, first_token_ms, first_sentence_ms,"
           " first_audio_ms, first_packet_ms, stop_ms, duration_ms, interrupted"_s;
}

QVariantList turnValues(const Turn& turn, int longestText)
{
    const protocol::Timeline& t = turn.timeline;
    return { turn.id > 0 ? QVariant(turn.id) : QVariant(QMetaType(QMetaType::LongLong)), turn.conversation, turn.time.toMSecsSinceEpoch(),
        turn.server, turn.typed, turn.question.left(longestText), turn.answer.left(longestText), turn.emotion, toolsJson(turn.tools),
        stage(t.recognised), stage(t.firstToken), stage(t.firstSentence), stage(t.firstAudio), stage(t.firstPacket), stage(t.stop),
        turn.durationMs, turn.interrupted, toolWords(turn.tools) };
}

Turn turnFrom(const QSqlQuery& row)
{
    Turn turn;
    turn.id = row.value(0).toLongLong();
    turn.conversation = row.value(1).toLongLong();
    turn.time = time(row.value(2).toLongLong());
    turn.server = row.value(3).toString();
    turn.typed = row.value(4).toBool();
    turn.question = row.value(5).toString();
    turn.answer = row.value(6).toString();
    turn.emotion = row.value(7).toString();
    turn.tools = toolsFrom(row.value(8).toString());
    turn.timeline = { stage(row.value(9)), stage(row.value(10)), stage(row.value(11)), stage(row.value(12)), stage(row.value(13)),
        stage(row.value(14)) };
    turn.durationMs = row.value(15).toLongLong();
    turn.interrupted = row.value(16).toBool();
    return turn;
}

QString conversationColumns()
{
    const QString first = u"(SELECT substr(%1, 1, 300) FROM turns t WHERE t.conversation = c.id ORDER BY t.asked_at, t.id LIMIT 1)"_s;
    return u"c.id, c.server, c.begun_at, c.ended_at, c.name, c.starred, (SELECT count(*) FROM turns t WHERE t.conversation = c.id), "_s
        + first.arg(u"CASE WHEN t.question <> '' THEN t.question ELSE t.answer END"_s) + u", "_s
        + first.arg(u"CASE WHEN t.question <> '' THEN t.answer ELSE '' END"_s);
}

Conversation conversationFrom(const QSqlQuery& row)
{
    Conversation c;
    c.id = row.value(0).toLongLong();
    c.server = row.value(1).toString();
    c.begun = time(row.value(2).toLongLong());
    c.ended = time(row.value(3).toLongLong());
    c.name = row.value(4).toString();
    c.starred = row.value(5).toBool();
    c.turns = row.value(6).toInt();
    c.preview = row.value(7).toString();
    c.reply = row.value(8).toString();
    return c;
}

}
