// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/ollamachat.h"

#include "server/engines/chat/chatlines.h"
#include "server/engines/net/servicesettings.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qint64 largestOllamaStream = 4 * 1024 * 1024; // bytes
constexpr qsizetype maxOllamaCalls = 32; // of one answer
// Loading a model takes longer than answering; a voice must not wait for that after every pause.
constexpr auto keptLoaded = "30m"_L1;

QString ollamaBase(const EngineSpec& spec)
{
    QString base = textIn(spec.settings, { "base_url"_L1, "url"_L1 });
    while (base.endsWith(u'/'))
        base.chop(1);
    if (base.endsWith("/v1"_L1)) // the address of its OpenAI-compatible side
        base.chop(3);
    return base.isEmpty() ? u"http://127.0.0.1:11434"_s : base;
}

QJsonObject ollamaMessage(const ChatLine& line)
{
    QJsonObject message { { u"role"_s, roleName(line.role) }, { u"content"_s, line.text } };
    if (line.role == ChatLine::Role::Tool)
        message.insert(u"tool_name"_s, line.toolName);
    QJsonArray calls;
    for (const ToolCall& call : line.calls)
        calls.append(QJsonObject { { u"function"_s, QJsonObject { { u"name"_s, call.name }, { u"arguments"_s, call.arguments } } } });
    if (!calls.isEmpty())
        message.insert(u"tool_calls"_s, calls);
    return message;
}

QJsonObject optionsIn(const QJsonObject& settings)
{
    QJsonObject options = settings.value("options"_L1).toObject();
    const auto take = [&](QLatin1String key, QLatin1String name) {
        if (const QJsonValue number = numberIn(settings, key); number.isDouble())
            options.insert(name, number);
    };
    take("temperature"_L1, "temperature"_L1);
    take("top_p"_L1, "top_p"_L1);
    take("frequency_penalty"_L1, "frequency_penalty"_L1);
    take("max_tokens"_L1, "num_predict"_L1);
    return options;
}

}

OllamaDialect::OllamaDialect(const EngineSpec& spec)
    : m_url(serviceUrl(ollamaBase(spec), "/api/chat"_L1))
    , m_headers(serviceHeaders(spec.settings))
    , m_common { { u"model"_s, modelIn(spec.settings) }, { u"stream"_s, true }, { u"think"_s, false }, { u"keep_alive"_s, keptLoaded } }
{
    if (const QJsonValue kept = spec.settings.value("keep_alive"_L1); kept.isString() || kept.isDouble())
        m_common.insert(u"keep_alive"_s, kept);
    if (spec.settings.value("think"_L1).isBool())
        m_common.insert(u"think"_s, spec.settings.value("think"_L1));
    if (const QJsonObject options = optionsIn(spec.settings); !options.isEmpty())
        m_common.insert(u"options"_s, options);
}

HttpQuestion OllamaDialect::question(const ChatQuestion& question) const
{
    QJsonArray messages;
    for (const ChatLine& line : question.lines)
        messages.append(ollamaMessage(line));
    QJsonObject body = m_common;
    body.insert(u"messages"_s, messages);
    if (!question.tools.isEmpty())
        body.insert(u"tools"_s, functionsOf(question.tools));
    HttpQuestion http;
    http.url = m_url;
    http.headers = m_headers;
    http.accept = "application/x-ndjson";
    http.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    http.maxAnswer = largestOllamaStream;
    return http;
}

std::unique_ptr<ChatReader> OllamaDialect::reader() const
{
    return std::make_unique<OllamaReader>(m_url);
}

ChatReader::Piece OllamaReader::put(const QByteArray& bytes)
{
    Piece piece;
    if (m_isPage && !std::exchange(m_over, true))
        piece.error = pageError(m_url);
    if (m_over)
        return piece;
    for (const QByteArray& line : m_lines.put(bytes))
        take(line, piece);
    if (m_lines.isTooLong() && !std::exchange(m_over, true))
        piece.error = sizeFailure(m_url).error;
    return piece;
}

ChatReader::Piece OllamaReader::end()
{
    Piece piece;
    if (m_over)
        return piece;
    take(m_lines.takeRest(), piece);
    if (!std::exchange(m_over, true))
        piece.error = m_anything ? cutError(m_url) : malformedError(m_url);
    return piece;
}

void OllamaReader::take(const QByteArray& line, Piece& piece)
{
    if (m_over || line.trimmed().isEmpty())
        return;
    const QJsonDocument document = QJsonDocument::fromJson(line);
    const QJsonObject object = document.object();
    if (!document.isObject() || object.contains("error"_L1)) {
        m_over = true;
        piece.error = document.isObject() ? reportedError(m_url, line) : malformedError(m_url);
        return;
    }
    m_anything = true;
    const QJsonObject message = object.value("message"_L1).toObject();
    piece.text += message.value("content"_L1).toString();
    const QJsonArray calls = message.value("tool_calls"_L1).toArray();
    for (const auto value : calls) {
        const QJsonObject function = value.toObject().value("function"_L1).toObject();
        const QJsonValue arguments = function.value("arguments"_L1);
        if (m_calls.size() < maxOllamaCalls && !function.value("name"_L1).toString().isEmpty()) {
            m_calls.append({ value.toObject().value("id"_L1).toString(), function.value("name"_L1).toString(),
                arguments.isString() ? argumentsFrom(arguments.toString()) : arguments.toObject() });
        }
    }
    if (object.value("done"_L1).toBool())
        m_over = piece.over = true;
}

QString wrongInOllama(const EngineSpec& spec)
{
    return wrongInService(spec, ollamaBase(spec), true);
}

std::unique_ptr<Chat> makeOllamaChat(const EngineSpec& spec, EngineNetwork& network, const RemoteChatOptions& options)
{
    std::optional<Error> wrong;
    if (const QString sentence = wrongInOllama(spec); !sentence.isEmpty())
        wrong = Error { Error::Code::Invalid, sentence };
    return std::make_unique<RemoteChat>(network, std::make_unique<OllamaDialect>(spec), options, wrong);
}

}
