// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/devicetools.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

struct DeviceTools::Pending
{
    Answer answer;
    std::unique_ptr<QTimer> timer = std::make_unique<QTimer>();
};

DeviceTools::DeviceTools(std::chrono::milliseconds timeout, QObject* parent)
    : QObject(parent)
    , m_timeout(timeout)
{
}

DeviceTools::~DeviceTools() = default;

void DeviceTools::request(const QString& method, const QJsonObject& params, Answer answer)
{
    const qint64 id = ++m_lastId;
    auto pending = std::make_shared<Pending>();
    pending->answer = std::move(answer);
    pending->timer->setSingleShot(true);
    connect(pending->timer.get(), &QTimer::timeout, this, [this, id] {
        const auto late = m_pending.take(id);
        if (!late)
            return;
        late->timer.release()->deleteLater(); // it is emitting now
        late->answer(Error { Error::Code::Timeout, tr("The device did not answer in time.") });
    });
    pending->timer->start(m_timeout);
    m_pending.insert(id, pending);
    QJsonObject payload = protocol::encodeRpc(protocol::RpcRequest { id, method, params });
    if (params.isEmpty())
        payload.remove(u"params"_s); // the common firmware drops requests whose params it does not like
    emit payloadReady(payload);
}

void DeviceTools::start(const QJsonObject& capabilities)
{
    const QJsonObject params { { u"protocolVersion"_s, u"2024-11-05"_s }, { u"capabilities"_s, capabilities },
        { u"clientInfo"_s, QJsonObject { { u"name"_s, u"Myna"_s }, { u"version"_s, QStringLiteral(MYNA_VERSION) } } } };
    m_listing.clear();
    m_cursors.clear();
    request(u"initialize"_s, params, [this](const Result<QJsonObject>& result) {
        if (result)
            listPage({});
    });
}

void DeviceTools::listPage(const QString& cursor)
{
    const QJsonObject params = cursor.isEmpty() ? QJsonObject() : QJsonObject { { u"cursor"_s, cursor } };
    request(u"tools/list"_s, params, [this](const Result<QJsonObject>& page) {
        if (page)
            takePage(*page);
    });
}

void DeviceTools::takePage(const QJsonObject& page)
{
    const QJsonArray tools = page["tools"_L1].toArray();
    for (const auto value : tools) {
        const auto tool = mcp::toolSpecFromJson(value.toObject());
        if (tool && !tool->userOnly && m_listing.size() < maxTools)
            m_listing += *tool;
    }
    const QString next = page["nextCursor"_L1].toString();
    const bool more = !next.isEmpty() && !m_cursors.contains(next) && m_cursors.size() < maxPages && m_listing.size() < maxTools;
    if (more) {
        m_cursors.insert(next);
        listPage(next);
        return;
    }
    m_tools = std::exchange(m_listing, {});
    emit toolsListed();
}

void DeviceTools::receive(const QJsonObject& payload)
{
    const auto message = protocol::decodeRpc(payload);
    if (!message)
        return;
    if (const auto* request = std::get_if<protocol::RpcRequest>(&*message)) {
        const bool wantsAnswer = !request->id.isUndefined() && !request->id.isNull();
        if (wantsAnswer)
            emit payloadReady(protocol::encodeRpc(
                protocol::RpcResponse { request->id, protocol::RpcError { -32601, u"Method not found: %1"_s.arg(request->method) } }));
        return;
    }
    const auto& response = std::get<protocol::RpcResponse>(*message);
    const auto pending = m_pending.take(response.id.toInteger(-1));
    if (!pending)
        return;
    pending->timer->stop();
    if (const auto* error = std::get_if<protocol::RpcError>(&response.outcome))
        pending->answer(Error { Error::Code::Refused, error->message });
    else
        pending->answer(std::get<QJsonObject>(response.outcome));
}

void DeviceTools::call(const QString& name, const QJsonObject& arguments, ToolResult done)
{
    if (m_pending.size() >= maxPending) {
        done(Error { Error::Code::Refused, tr("The device is busy with other calls.") });
        return;
    }
    const QJsonObject params { { u"name"_s, name }, { u"arguments"_s, arguments } };
    request(u"tools/call"_s, params, [done = std::move(done)](const Result<QJsonObject>& result) {
        if (!result) {
            done(result.error());
            return;
        }
        const QString text = (*result)["content"_L1][0].toObject()["text"_L1].toString();
        if ((*result)["isError"_L1].toBool())
            done(Error { Error::Code::Refused, text });
        else
            done(text);
    });
}

}
