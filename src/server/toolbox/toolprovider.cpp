// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/plugin.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype longestSchema = 8192; // bytes of one tool's description of its arguments

// What `arguments` cannot say is kept as it was declared.
bool saysMore(const QJsonObject& schema)
{
    static const QStringList plain { u"boolean"_s, u"integer"_s, u"string"_s };
    static const QStringList known { u"type"_s, u"description"_s, u"minimum"_s, u"maximum"_s, u"title"_s };
    const QJsonObject properties = schema["properties"_L1].toObject();
    for (const auto property : properties) {
        const QJsonObject one = property.toObject();
        const QStringList keys = one.keys();
        if (!plain.contains(one["type"_L1].toString())
            || std::any_of(keys.cbegin(), keys.cend(), [](const QString& key) { return !known.contains(key); }))
            return true;
    }
    return false;
}

Result<mcp::ToolSpec> offeredTool(const QJsonObject& object)
{
    auto tool = mcp::toolSpecFromJson(object);
    const QJsonObject schema = object["inputSchema"_L1].toObject();
    if (tool && saysMore(schema) && QJsonDocument(schema).toJson(QJsonDocument::Compact).size() <= longestSchema)
        tool.value().schema = schema;
    return tool;
}

}

Result<QString> callResult(const QJsonObject& result)
{
    QStringList words;
    const QJsonArray content = result["content"_L1].toArray();
    for (const auto item : content) {
        const QJsonObject one = item.toObject();
        if (one["type"_L1] == "text"_L1)
            words.append(one["text"_L1].toString());
        else
            words.append(u"[%1]"_s.arg(one["type"_L1].toString()));
    }
    if (words.isEmpty() && result["structuredContent"_L1].isObject())
        words.append(QString::fromUtf8(QJsonDocument(result["structuredContent"_L1].toObject()).toJson(QJsonDocument::Compact)));
    if (result["isError"_L1].toBool())
        return Error { Error::Code::Refused, words.join(u'\n') };
    return words.join(u'\n');
}

Plugin::Plugin(PluginSpec spec, const PluginTiming& timing, QObject* parent)
    : QObject(parent)
    , m_spec(std::move(spec))
    , m_timing(timing)
    , m_folder(QDir(QDir::tempPath()).filePath(u"myna-plugin-XXXXXX"_s))
    , m_limit(this)
    , m_later(this)
{
    m_clock.start();
    m_limit.setSingleShot(true);
    m_later.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        settle(
            Error { Error::Code::Timeout, QCoreApplication::translate("myna", "The plugin %1 did not answer in time.").arg(m_spec.name) });
    });
    connect(&m_later, &QTimer::timeout, this, &Plugin::launch);
}

Plugin::~Plugin() = default;

void Plugin::enter(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit changed();
}

void Plugin::start()
{
    if (m_state == State::Stopped && !m_stopping)
        launch();
}

void Plugin::launch()
{
    if (!m_folder.isValid()) {
        refuse({ Error::Code::Unavailable, m_folder.errorString() });
        return;
    }
    m_process = std::make_unique<PluginProcess>(m_spec);
    connect(m_process.get(), &PluginProcess::received, this, &Plugin::receive);
    connect(m_process.get(), &PluginProcess::ended, this, &Plugin::onEnded);
    if (const auto started = m_process->start(m_folder.path()); !started) {
        m_process.reset();
        refuse(started.error());
        return;
    }
    if (!m_process) // the system had no room for it, and said so at once
        return;
    enter(State::Starting);
    const QJsonObject params { { u"protocolVersion"_s, u"2024-11-05"_s }, { u"capabilities"_s, QJsonObject() },
        { u"clientInfo"_s, QJsonObject { { u"name"_s, u"Myna"_s }, { u"version"_s, QStringLiteral(MYNA_VERSION) } } } };
    request(u"initialize"_s, params, m_timing.hello, [this](const Result<QJsonObject>& result) {
        if (!result) {
            endProcess(result.error().text);
            return;
        }
        m_process->send(protocol::encodeRpc(protocol::RpcRequest { QJsonValue::Undefined, u"notifications/initialized"_s, {} }));
        m_listing.clear();
        m_pages = 0;
        listPage({});
    });
}

void Plugin::refuse(const Error& error)
{
    m_trouble = error.text;
    failWaiting(error);
    enter(State::Refused);
    emit failed(error.text);
}

void Plugin::request(const QString& method, const QJsonObject& params, std::chrono::milliseconds limit, Answer answer)
{
    m_answer = std::move(answer);
    m_limit.start(limit);
    m_process->send(protocol::encodeRpc(protocol::RpcRequest { ++m_lastId, method, params }));
}

void Plugin::settle(const Result<QJsonObject>& result)
{
    m_limit.stop();
    if (const Answer answer = std::exchange(m_answer, {}))
        answer(result);
}

void Plugin::receive(const QJsonObject& message)
{
    const auto decoded = protocol::decodeRpc(message);
    if (!decoded || m_state == State::Ending)
        return;
    if (const auto* asked = std::get_if<protocol::RpcRequest>(&*decoded)) {
        if (asked->id.isUndefined() || asked->id.isNull())
            return;
        if (asked->method == "ping"_L1)
            m_process->send(protocol::encodeRpc(protocol::RpcResponse { asked->id, QJsonObject() }));
        else
            m_process->send(protocol::encodeRpc(
                protocol::RpcResponse { asked->id, protocol::RpcError { -32601, u"Method not found: %1"_s.arg(asked->method.left(80)) } }));
        return;
    }
    const auto& response = std::get<protocol::RpcResponse>(*decoded);
    if (response.id.toInteger(-1) != m_lastId)
        return;
    if (const auto* error = std::get_if<protocol::RpcError>(&response.outcome))
        settle(Error { Error::Code::Refused, error->message });
    else
        settle(std::get<QJsonObject>(response.outcome));
}

void Plugin::listPage(const QString& cursor)
{
    const QJsonObject params = cursor.isEmpty() ? QJsonObject() : QJsonObject { { u"cursor"_s, cursor } };
    request(u"tools/list"_s, params, m_timing.hello, [this](const Result<QJsonObject>& page) {
        if (page)
            takePage(*page);
        else
            endProcess(page.error().text);
    });
}

void Plugin::takePage(const QJsonObject& page)
{
    const QJsonArray tools = page["tools"_L1].toArray();
    for (const auto value : tools) {
        const auto tool = offeredTool(value.toObject());
        if (tool && !tool->userOnly && m_listing.size() < maxTools)
            m_listing += *tool;
    }
    const QString cursor = page["nextCursor"_L1].toString();
    if (!cursor.isEmpty() && ++m_pages < maxPages && m_listing.size() < maxTools) {
        listPage(cursor);
        return;
    }
    m_tools = std::exchange(m_listing, {});
    m_trouble.clear();
    enter(State::Ready);
    next();
}

void Plugin::call(const QString& tool, const QJsonObject& arguments, ToolResult done)
{
    const bool away = m_state == State::Resting || m_state == State::Refused || m_state == State::Stopped || m_stopping;
    if (away || m_waiting.size() >= maxWaiting) {
        done(Error { Error::Code::Unavailable,
            away ? QCoreApplication::translate("myna", "The plugin %1 does not run.").arg(m_spec.name)
                 : QCoreApplication::translate("myna", "The plugin %1 has too much to do.").arg(m_spec.name) });
        return;
    }
    m_waiting.push_back({ tool, arguments, std::move(done) });
    next();
}

void Plugin::next()
{
    if (m_calling || m_waiting.empty() || m_state != State::Ready)
        return;
    m_calling = true;
    const Call& call = m_waiting.front();
    const QJsonObject params { { u"name"_s, call.tool }, { u"arguments"_s, call.arguments } };
    request(u"tools/call"_s, params, std::min(m_spec.timeLimit, longestCall), [this](const Result<QJsonObject>& result) {
        const ToolResult done = std::move(m_waiting.front().done);
        m_waiting.pop_front();
        m_calling = false;
        done(result ? callResult(*result) : Result<QString>(result.error()));
        if (!result && result.error().code == Error::Code::Timeout)
            endProcess(result.error().text); // it may hang for ever
        else
            next();
    });
}

void Plugin::endProcess(const QString& reason)
{
    enter(State::Ending);
    m_process->end(reason);
}

void Plugin::onEnded(const QString& reason)
{
    m_process.release()->deleteLater(); // it is emitting now
    m_trouble = QCoreApplication::translate("myna", "The plugin %1 ended: %2").arg(m_spec.name, reason);
    m_tools.clear();
    m_limit.stop();
    if (m_calling) { // the one it was about is not tried again: it may have been done already
        m_answer = {};
        m_calling = false;
        const ToolResult done = std::move(m_waiting.front().done);
        m_waiting.pop_front();
        done(Error { Error::Code::Unavailable, m_trouble });
    }
    m_answer = {};
    if (m_stopping) {
        failWaiting({ Error::Code::Unavailable, m_trouble });
        enter(State::Stopped);
        emit stopped();
        return;
    }
    restartLater();
    emit failed(m_trouble);
}

void Plugin::restartLater()
{
    const qint64 now = m_clock.elapsed();
    m_restarts.removeIf([&](qint64 at) { return now - at >= m_timing.window.count(); });
    if (m_restarts.size() >= m_timing.restarts) {
        m_restarts.clear();
        failWaiting({ Error::Code::Unavailable, m_trouble });
        m_later.start(m_timing.rest);
        enter(State::Resting);
        return;
    }
    m_later.start(m_timing.backoff * (1 << m_restarts.size()));
    m_restarts.append(now);
    enter(State::Restarting);
}

void Plugin::failWaiting(const Error& error)
{
    for (const Call& call : std::exchange(m_waiting, {}))
        call.done(error);
}

void Plugin::stop()
{
    m_stopping = true;
    m_later.stop();
    if (m_process) {
        endProcess(QCoreApplication::translate("myna", "The server is being stopped."));
        return;
    }
    failWaiting({ Error::Code::Unavailable, QCoreApplication::translate("myna", "The server is being stopped.") });
    enter(State::Stopped);
    emit stopped();
}

}

#include "moc_plugin.cpp"
