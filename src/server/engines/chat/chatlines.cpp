// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/chatlines.h"

#include <QJsonDocument>
#include <QLocale>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype maxWireName = 64; // characters OpenAI's API takes
constexpr qsizetype maxDescription = 1024;
constexpr auto unreadable = ""_L1;

QString wireNameOf(const QString& name, const QSet<QString>& taken)
{
    QString wire = name.left(maxWireName);
    for (QChar& c : wire) {
        if (c.unicode() >= 128 || (!c.isLetterOrNumber() && c != u'_' && c != u'-'))
            c = u'_';
    }
    if (wire.isEmpty())
        wire = u"tool"_s;
    QString unique = wire;
    for (int i = 2; taken.contains(unique); ++i) {
        const QString end = u"_%1"_s.arg(i);
        unique = wire.left(maxWireName - end.size()) + end;
    }
    return unique;
}

QString inLanguage(const QString& language, const QString& english, const QString& chinese)
{
    return language == "zh"_L1 ? chinese : english;
}

QString systemText(const Conversation& c, const QDateTime& now)
{
    QStringList parts { c.prompt.isEmpty() ? builtinPrompt(c.language) : c.prompt };
    if (!c.memory.isEmpty())
        parts += inLanguage(c.language, u"What you know from earlier conversations:\n%1"_s, u"你从以前的对话中知道：\n%1"_s).arg(c.memory);
    if (!c.language.isEmpty())
        parts += inLanguage(c.language, u"Answer in English, unless you are spoken to in another language."_s,
            u"请用中文回答，除非对方用别的语言跟你说话。"_s);
    // Last, because services keep what comes before and is the same each time.
    const QLocale locale
        = c.language == "zh"_L1 ? QLocale(QLocale::Chinese, QLocale::China) : QLocale(QLocale::English, QLocale::UnitedKingdom);
    const QString time = locale.toString(now.date(), QLocale::LongFormat) + u' ' + now.toString(u"HH:mm"_s);
    parts += inLanguage(c.language, u"It is now %1."_s, u"现在是%1。"_s).arg(time);
    return parts.join(u"\n\n"_s);
}

}

QString builtinPrompt(const QString& language)
{
    return inLanguage(language,
        u"You are Myna, a friendly voice assistant. Your words are spoken aloud: answer in one to three short sentences, without lists, "
        "Markdown or links. Begin with one emoji that fits your mood. Where a tool can do what is wanted or knows the answer, use it."_s,
        u"你是Myna，一个友好的语音助手。你的话会被读出来：请用一到三句简短的口语回答，不要使用列表、Markdown或链接。"
        "开头用一个符合你心情的表情符号。如果有工具能完成请求或知道答案，就使用工具。"_s);
}

QVector<ChatLine> linesOf(const Conversation& conversation, const QDateTime& now)
{
    QVector<ChatLine> lines { { ChatLine::Role::System, systemText(conversation, now) } };
    for (const Utterance& utterance : conversation.utterances) {
        const bool user = utterance.speaker == Utterance::Speaker::User;
        lines.append({ user ? ChatLine::Role::User : ChatLine::Role::Assistant, utterance.text });
    }
    return lines;
}

QVector<OfferedTool> offeredTools(const QVector<mcp::ToolSpec>& tools)
{
    QVector<OfferedTool> offered;
    QSet<QString> taken;
    for (const mcp::ToolSpec& tool : tools) {
        if (tool.userOnly)
            continue;
        const QString wire = wireNameOf(tool.name, taken);
        taken.insert(wire);
        offered.append({ wire, tool.name, tool.description.left(maxDescription), mcp::toJson(tool).value("inputSchema"_L1).toObject() });
    }
    return offered;
}

QJsonArray functionsOf(const QVector<OfferedTool>& tools)
{
    QJsonArray functions;
    for (const OfferedTool& tool : tools) {
        const QJsonObject function { { u"name"_s, tool.wireName }, { u"description"_s, tool.description },
            { u"parameters"_s, tool.schema } };
        functions.append(QJsonObject { { u"type"_s, u"function"_s }, { u"function"_s, function } });
    }
    return functions;
}

QLatin1String roleName(ChatLine::Role role)
{
    switch (role) {
    case ChatLine::Role::System:
        return "system"_L1;
    case ChatLine::Role::User:
        return "user"_L1;
    case ChatLine::Role::Assistant:
        return "assistant"_L1;
    case ChatLine::Role::Tool:
        return "tool"_L1;
    }
    return {};
}

QJsonObject argumentsFrom(const QString& text)
{
    if (text.trimmed().isEmpty())
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isObject() ? document.object() : QJsonObject { { unreadable, text } };
}

bool areUnreadable(const QJsonObject& arguments)
{
    return arguments.contains(unreadable);
}

}
