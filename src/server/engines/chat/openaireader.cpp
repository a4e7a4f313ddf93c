// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/openaireader.h"

#include "server/engines/chat/chatlines.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr size_t maxParts = 32;
constexpr qsizetype maxCallText = 256 * 1024; // characters of all calls of one answer

QString argumentsText(const QJsonValue& arguments)
{
    // An object where the API wants text is met in the wild.
    return arguments.isObject() ? QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact))
                                : arguments.toString();
}

}

void OpenAiReader::begin(const QByteArray& contentType)
{
    if (contentType == "application/json")
        m_form = Form::Whole;
    else if (contentType == "text/html")
        m_form = Form::Page;
}

ChatReader::Piece OpenAiReader::put(const QByteArray& bytes)
{
    if (m_over)
        return {};
    switch (m_form) {
    case Form::Stream:
        return take(m_events.put(bytes));
    case Form::Whole:
        m_body += bytes;
        return {};
    case Form::Page:
        return { {}, false, pageError(m_url) };
    }
    return {};
}

ChatReader::Piece OpenAiReader::end()
{
    if (m_over)
        return {};
    if (m_form == Form::Whole) {
        const QJsonObject message
            = QJsonDocument::fromJson(m_body).object().value("choices"_L1).toArray().at(0).toObject().value("message"_L1).toObject();
        takeCalls(message.value("tool_calls"_L1).toArray());
        m_over = true;
        if (message.isEmpty())
            return { {}, false, malformedError(m_url) };
        return { message.value("content"_L1).toString(), true };
    }
    if (m_form == Form::Page)
        return { {}, false, pageError(m_url) };
    Piece piece = take(m_events.end());
    if (piece.error || piece.over)
        return piece;
    // Some services hang up without [DONE], but not before they said why the model stopped.
    m_over = true;
    piece.over = m_hasReason;
    if (!m_hasReason)
        piece.error = m_anything ? cutError(m_url) : malformedError(m_url);
    return piece;
}

ChatReader::Piece OpenAiReader::take(const QList<SseEvent>& events)
{
    Piece piece;
    for (const SseEvent& event : events) {
        if (event.data == "[DONE]") {
            m_over = piece.over = true;
            return piece;
        }
        const QJsonDocument document = QJsonDocument::fromJson(event.data);
        const QJsonObject object = document.object();
        if (!document.isObject() || object.contains("error"_L1)) {
            m_over = true;
            piece.error = document.isObject() ? reportedError(m_url, event.data) : malformedError(m_url);
            return piece;
        }
        m_anything = true;
        const QJsonObject choice = object.value("choices"_L1).toArray().at(0).toObject();
        const QJsonObject delta = choice.value("delta"_L1).toObject();
        piece.text += delta.value("content"_L1).toString();
        takeCalls(delta.value("tool_calls"_L1).toArray());
        m_hasReason |= !choice.value("finish_reason"_L1).toString().isEmpty();
    }
    if (m_events.isTooLong() || m_callBytes > maxCallText) {
        m_over = true;
        piece.error = sizeFailure(m_url).error;
    }
    return piece;
}

void OpenAiReader::takeCalls(const QJsonArray& calls)
{
    for (const auto value : calls) {
        const QJsonObject call = value.toObject();
        const QJsonObject function = call.value("function"_L1).toObject();
        Part& part = partFor(call);
        if (part.id.isEmpty())
            part.id = call.value("id"_L1).toString();
        if (part.name.isEmpty())
            part.name = function.value("name"_L1).toString();
        const QString arguments = argumentsText(function.value("arguments"_L1));
        m_callBytes += arguments.size();
        if (m_callBytes <= maxCallText)
            part.arguments += arguments;
    }
}

// Fragments belong together by their index. Services that leave it out, or give every call the same, begin a new call with a new id.
OpenAiReader::Part& OpenAiReader::partFor(const QJsonObject& call)
{
    const QString id = call.value("id"_L1).toString();
    const QString name = call.value("function"_L1).toObject().value("name"_L1).toString();
    const QJsonValue index = call.value("index"_L1);
    const auto same = [&](const Part& part) {
        if (!id.isEmpty() && !part.id.isEmpty() && part.id != id)
            return false;
        return index.isDouble() ? part.index == index.toInt() : (id.isEmpty() ? name.isEmpty() : part.id == id);
    };
    const auto found = std::find_if(m_parts.rbegin(), m_parts.rend(), same);
    if (found != m_parts.rend())
        return *found;
    if (m_parts.size() >= maxParts) {
        m_callBytes = maxCallText + 1; // given up when the piece is told
        return m_parts.back();
    }
    m_parts.push_back({ index.toInt(int(m_parts.size())), {}, {}, {} });
    return m_parts.back();
}

QVector<ToolCall> OpenAiReader::calls() const
{
    QVector<ToolCall> calls;
    for (const Part& part : m_parts) {
        if (!part.name.isEmpty())
            calls.append({ part.id, part.name, argumentsFrom(part.arguments) });
    }
    return calls;
}

}
