// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/devicetools.h"

#include <utility>

namespace myna::server {

DeviceTools::DeviceTools(std::chrono::milliseconds timeout, QObject* parent)
    : QObject(parent)
    , m_timeout(timeout)
    , m_client({ .notifies = false, .keepsSchemas = false, .hello = timeout, .late = tr("The device did not answer in time.") })
{
    connect(&m_client, &McpClient::sendWanted, this, &DeviceTools::payloadReady);
    connect(&m_client, &McpClient::listed, this, &DeviceTools::toolsListed);
    connect(&m_client, &McpClient::failed, this, &DeviceTools::toolsNotListed);
}

void DeviceTools::start(const QJsonObject& capabilities)
{
    m_client.start(capabilities);
}

void DeviceTools::call(const QString& name, const QJsonObject& arguments, ToolResult done)
{
    if (m_client.pending() >= maxPending) {
        done(Error { Error::Code::Refused, tr("The device is busy with other calls.") });
        return;
    }
    m_client.call(name, arguments, m_timeout, std::move(done));
}

}

#include "moc_devicetools.cpp"
