// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/openaichat.h"

#include "server/engines/chat/chatlines.h"
#include "server/engines/chat/openaireader.h"
#include "server/engines/net/servicesettings.h"

#include <QJsonDocument>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qint64 largestStream = 4 * 1024 * 1024; // bytes; each word of a streamed answer takes some hundred

QString baseOf(const EngineSpec& spec)
{
    QString base = textIn(spec.settings, { "base_url"_L1, "url"_L1 });
    if (base.isEmpty() && spec.type == "gemini"_L1)
        base = u"https://generativelanguage.googleapis.com/v1beta/openai"_s;
    if (spec.type == "xinference"_L1 && !base.isEmpty() && !base.contains("/v1"_L1))
        base += base.endsWith(u'/') ? u"v1"_s : u"/v1"_s;
    return base;
}

// A spoken answer cannot wait for a model's thoughts. Each service has its own word for "do not think".
void switchThinkingOff(const QString& host, QJsonObject& body)
{
    const QStringList labels = host.toLower().split(u'.');
    if (labels.contains(u"aliyuncs"_s))
        body.insert(u"enable_thinking"_s, false);
    static const auto thinkers = std::to_array<QLatin1String>({ "deepseek"_L1, "bigmodel"_L1, "moonshot"_L1, "volces"_L1 });
    for (const QLatin1String thinker : thinkers) {
        if (labels.contains(thinker))
            body.insert(u"thinking"_s, QJsonObject { { u"type"_s, u"disabled"_s } });
    }
}

bool wantsThoughts(const QJsonObject& settings)
{
    const QJsonValue value = settings.value("thinking"_L1);
    return value.toBool() || value.toString() == "enabled"_L1 || value.toString() == "true"_L1;
}

QJsonObject messageOf(const ChatLine& line)
{
    QJsonObject message { { u"role"_s, roleName(line.role) }, { u"content"_s, line.text } };
    if (line.role == ChatLine::Role::Tool)
        message.insert(u"tool_call_id"_s, line.callId);
    QJsonArray calls;
    for (const ToolCall& call : line.calls) {
        const QString arguments = QString::fromUtf8(QJsonDocument(call.arguments).toJson(QJsonDocument::Compact));
        const QJsonObject function { { u"name"_s, call.name }, { u"arguments"_s, arguments } };
        calls.append(QJsonObject { { u"id"_s, call.id }, { u"type"_s, u"function"_s }, { u"function"_s, function } });
    }
    if (!calls.isEmpty()) {
        message.insert(u"tool_calls"_s, calls);
        if (line.text.isEmpty())
            message.insert(u"content"_s, QJsonValue::Null);
    }
    return message;
}

}

OpenAiPlace OpenAiPlace::of(const EngineSpec& spec)
{
    const QJsonObject& settings = spec.settings;
    OpenAiPlace place { serviceUrl(baseOf(spec), "/chat/completions"_L1), serviceHeaders(settings), {} };
    if (const QString model = modelIn(settings); !model.isEmpty())
        place.common.insert(u"model"_s, model);
    for (const QLatin1String key : { "temperature"_L1, "max_tokens"_L1, "top_p"_L1, "frequency_penalty"_L1, "presence_penalty"_L1 }) {
        if (const QJsonValue number = numberIn(settings, key); number.isDouble())
            place.common.insert(key, number);
    }
    if (!wantsThoughts(settings))
        switchThinkingOff(place.url.host(), place.common);
    if (spec.type == "fastgpt"_L1 && settings.value("variables"_L1).isObject())
        place.common.insert(u"variables"_s, settings.value("variables"_L1));
    const QJsonObject extra = settings.value("extra_body"_L1).toObject();
    for (auto it = extra.begin(); it != extra.end(); ++it)
        place.common.insert(it.key(), it.value());
    return place;
}

HttpQuestion OpenAiPlace::question(const QJsonArray& messages, QJsonObject more) const
{
    QJsonObject body = common;
    body.insert(u"messages"_s, messages);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    HttpQuestion question;
    question.url = url;
    question.headers = headers;
    question.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    question.maxAnswer = largestStream;
    return question;
}

HttpQuestion OpenAiDialect::question(const ChatQuestion& question) const
{
    QJsonArray messages;
    for (const ChatLine& line : question.lines)
        messages.append(messageOf(line));
    QJsonObject more { { u"stream"_s, true } };
    if (!question.tools.isEmpty())
        more.insert(u"tools"_s, functionsOf(question.tools));
    HttpQuestion http = m_place.question(messages, more);
    http.accept = "text/event-stream";
    return http;
}

std::unique_ptr<ChatReader> OpenAiDialect::reader() const
{
    return std::make_unique<OpenAiReader>(m_place.url);
}

bool isOpenAiType(const QString& type)
{
    return type == "openai"_L1 || type == "xinference"_L1 || type == "gemini"_L1 || type == "fastgpt"_L1;
}

QString wrongInOpenAi(const EngineSpec& spec)
{
    return wrongInService(spec, baseOf(spec), spec.type != "fastgpt"_L1);
}

std::unique_ptr<Chat> makeOpenAiChat(const EngineSpec& spec, EngineNetwork& network, const RemoteChatOptions& options)
{
    std::optional<Error> wrong;
    if (const QString sentence = wrongInOpenAi(spec); !sentence.isEmpty())
        wrong = Error { Error::Code::Invalid, sentence };
    return std::make_unique<RemoteChat>(network, std::make_unique<OpenAiDialect>(OpenAiPlace::of(spec)), options, wrong);
}

}
