// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/chatdialect.h"

#include <QDateTime>

namespace myna::server {

// The conversation as a language model is given it: who it is, what it remembers, the language, the time, then what was said.
QVector<ChatLine> linesOf(const Conversation& conversation, const QDateTime& now);

// The tools a model may call: those not meant for people only, under names every service takes.
QVector<OfferedTool> offeredTools(const QVector<mcp::ToolSpec>& tools);

// Every tool as `{"type":"function","function":{…}}`, which OpenAI's and Ollama's services share.
QJsonArray functionsOf(const QVector<OfferedTool>& tools);

QLatin1String roleName(ChatLine::Role role);

// The arguments a model wrote as text. Anything but a JSON object comes as { "": text }.
QJsonObject argumentsFrom(const QString& text);
[[nodiscard]] bool areUnreadable(const QJsonObject& arguments);

// Who the assistant is when nobody said so.
QString builtinPrompt(const QString& language);

}
