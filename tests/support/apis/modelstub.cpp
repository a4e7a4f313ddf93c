// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/apis/modelstub.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

QString wrongInRequest(const ApiStub::Request& request, QLatin1String path)
{
    if (request.method != "POST" || !request.path.endsWith(path.data()))
        return u"not POST …%1"_s.arg(path);
    if (!request.headers.value("content-type").startsWith("application/json"))
        return u"the content type"_s;
    const QJsonObject body = request.json();
    if (body.value("model"_L1).toString().isEmpty())
        return u"no model"_s;
    if (body.value("messages"_L1).toArray().isEmpty())
        return u"no messages"_s;
    return {};
}

QString wrongInTools(const QJsonValue& tools)
{
    if (tools.isUndefined())
        return {};
    if (!tools.isArray() || tools.toArray().isEmpty())
        return u"tools is no filled list"_s;
    static const QRegularExpression nameShape(u"^[a-zA-Z0-9_-]{1,64}$"_s);
    QSet<QString> names;
    const QJsonArray list = tools.toArray();
    for (const auto tool : list) {
        const QJsonObject function = tool.toObject().value("function"_L1).toObject();
        const QString name = function.value("name"_L1).toString();
        if (tool.toObject().value("type"_L1) != "function"_L1 || !nameShape.match(name).hasMatch() || names.contains(name))
            return u"the name of a tool: "_s + name;
        if (function.value("parameters"_L1).toObject().value("type"_L1) != "object"_L1)
            return u"the parameters of "_s + name;
        names.insert(name);
    }
    return {};
}

}

QByteArray joined(const ApiStub::Answer& answer)
{
    return answer.pieces.join();
}

ModelStub::ModelStub(Judge judge, Writer writer)
    : m_judge(std::move(judge))
    , m_writer(std::move(writer))
{
    m_brain = [](const QJsonObject&) { return ModelWords { { u"Hello."_s } }; };
    m_http.onRequest([this](const ApiStub::Request& request) {
        if (const QString wrong = m_judge(request); !wrong.isEmpty()) {
            m_complaints += wrong;
            return ApiStub::Answer { 400, "application/json", {},
                { compact({ { u"error"_s, QJsonObject { { u"message"_s, wrong } } } }) } };
        }
        const ApiStub::Answer answer = m_writer(m_brain(request.json()));
        return m_change ? m_change(answer) : answer;
    });
}

ModelWords ModelStub::obliging(const QJsonObject& request, const QString& about, const QString& tool, const QJsonObject& arguments)
{
    const QJsonArray messages = request.value("messages"_L1).toArray();
    const QJsonObject last = messages.last().toObject();
    const QString text = last.value("content"_L1).toString();
    if (last.value("role"_L1) == "tool"_L1)
        return { { u"The tool "_s, u"said: "_s, text } };
    bool offered = false;
    const QJsonArray tools = request.value("tools"_L1).toArray();
    for (const auto one : tools)
        offered |= one.toObject().value("function"_L1).toObject().value("name"_L1) == tool;
    if (offered && text.contains(about))
        return { {}, { { tool, arguments } } };
    return { { u"You said: "_s, text } };
}

OpenAiStub::OpenAiStub()
    : ModelStub(wrongIn, stream)
{
}

QByteArray OpenAiStub::event(const QJsonObject& delta, const QString& finishReason)
{
    const QJsonObject choice { { u"index"_s, 0 }, { u"delta"_s, delta },
        { u"finish_reason"_s, finishReason.isEmpty() ? QJsonValue() : QJsonValue(finishReason) } };
    return "data: "
        + compact({ { u"id"_s, u"chatcmpl-1"_s }, { u"object"_s, u"chat.completion.chunk"_s }, { u"model"_s, u"stub"_s },
            { u"choices"_s, QJsonArray { choice } } })
        + "\n\n";
}

ApiStub::Answer OpenAiStub::stream(const ModelWords& words)
{
    ApiStub::Answer answer { 200, "text/event-stream; charset=utf-8" };
    answer.pieces += event({ { u"role"_s, u"assistant"_s }, { u"content"_s, u""_s } });
    if (!words.thoughts.isEmpty())
        answer.pieces += event({ { u"reasoning_content"_s, words.thoughts } });
    for (const QString& piece : words.pieces)
        answer.pieces += event({ { u"content"_s, piece } });
    const auto callEvent = [&](int index, const QString& id, const QJsonObject& function) {
        QJsonObject call { { u"index"_s, index }, { u"function"_s, function } };
        if (!id.isEmpty()) {
            call.insert(u"id"_s, id);
            call.insert(u"type"_s, u"function"_s);
        }
        answer.pieces += event({ { u"tool_calls"_s, QJsonArray { call } } });
    };
    static int calls = 0;
    QStringList texts;
    for (int i = 0; i < words.calls.size(); ++i) {
        texts += QString::fromUtf8(compact(words.calls[i].arguments));
        callEvent(i, u"call_stub_%1"_s.arg(++calls), { { u"name"_s, words.calls[i].name }, { u"arguments"_s, u""_s } });
    }
    // The fragments of parallel calls come mixed.
    for (qsizetype at = 0, more = 1; more; at += 3) {
        more = 0;
        for (int i = 0; i < texts.size(); ++i) {
            if (at < texts[i].size()) {
                callEvent(i, {}, { { u"arguments"_s, texts[i].mid(at, 3) } });
                more = 1;
            }
        }
    }
    answer.pieces += event({}, words.calls.isEmpty() ? u"stop"_s : u"tool_calls"_s);
    answer.pieces += "data: [DONE]\n\n";
    return answer;
}

QString OpenAiStub::wrongIn(const ApiStub::Request& request)
{
    if (QString wrong = wrongInRequest(request, "/chat/completions"_L1); !wrong.isEmpty())
        return wrong;
    const QJsonObject body = request.json();
    QSet<QString> open; // calls that wait for their tool's answer
    const QJsonArray messages = body.value("messages"_L1).toArray();
    for (const auto value : messages) {
        const QJsonObject message = value.toObject();
        const QString role = message.value("role"_L1).toString();
        if (role == "tool"_L1) {
            if (!open.remove(message.value("tool_call_id"_L1).toString()))
                return u"a tool's answer nobody asked for"_s;
        } else if (!open.isEmpty()) {
            return u"a call without its tool's answer"_s;
        }
        if (role != "system"_L1 && role != "user"_L1 && role != "assistant"_L1 && role != "tool"_L1)
            return u"the role "_s + role;
        const QJsonArray calls = message.value("tool_calls"_L1).toArray();
        for (const auto call : calls) {
            const QJsonObject function = call.toObject().value("function"_L1).toObject();
            if (call.toObject().value("type"_L1) != "function"_L1 || !function.value("arguments"_L1).isString())
                return u"the shape of a call"_s;
            open.insert(call.toObject().value("id"_L1).toString());
        }
        if (calls.isEmpty() && !message.value("content"_L1).isString() && !message.value("content"_L1).isArray())
            return u"a message without content"_s;
    }
    if (!open.isEmpty())
        return u"a call without its tool's answer"_s;
    return wrongInTools(body.value("tools"_L1));
}

OllamaStub::OllamaStub()
    : ModelStub(wrongIn, stream)
{
}

ApiStub::Answer OllamaStub::stream(const ModelWords& words)
{
    ApiStub::Answer answer { 200, "application/x-ndjson" };
    const auto line = [&](const QJsonObject& message, bool done) {
        QJsonObject object { { u"model"_s, u"stub"_s }, { u"message"_s, message }, { u"done"_s, done } };
        if (done)
            object.insert(u"done_reason"_s, u"stop"_s);
        answer.pieces += compact(object) + '\n';
    };
    if (!words.thoughts.isEmpty())
        line({ { u"role"_s, u"assistant"_s }, { u"content"_s, u""_s }, { u"thinking"_s, words.thoughts } }, false);
    for (const QString& piece : words.pieces)
        line({ { u"role"_s, u"assistant"_s }, { u"content"_s, piece } }, false);
    QJsonArray calls;
    for (const ModelWords::Call& call : words.calls)
        calls.append(QJsonObject { { u"function"_s, QJsonObject { { u"name"_s, call.name }, { u"arguments"_s, call.arguments } } } });
    if (!calls.isEmpty())
        line({ { u"role"_s, u"assistant"_s }, { u"content"_s, u""_s }, { u"tool_calls"_s, calls } }, false);
    line({ { u"role"_s, u"assistant"_s }, { u"content"_s, u""_s } }, true);
    return answer;
}

QString OllamaStub::wrongIn(const ApiStub::Request& request)
{
    if (QString wrong = wrongInRequest(request, "/api/chat"_L1); !wrong.isEmpty())
        return wrong;
    const QJsonObject body = request.json();
    const QJsonArray messages = body.value("messages"_L1).toArray();
    for (const auto value : messages) {
        const QJsonObject message = value.toObject();
        if (!message.value("content"_L1).isString())
            return u"a message without content"_s;
        if (message.value("role"_L1) == "tool"_L1 && message.value("tool_name"_L1).toString().isEmpty())
            return u"a tool's answer without tool_name"_s;
        const QJsonArray calls = message.value("tool_calls"_L1).toArray();
        for (const auto call : calls) {
            if (!call.toObject().value("function"_L1).toObject().value("arguments"_L1).isObject())
                return u"arguments that are no object"_s;
        }
    }
    if (body.contains("think"_L1) && !body.value("think"_L1).isBool())
        return u"think"_s;
    return wrongInTools(body.value("tools"_L1));
}

}
