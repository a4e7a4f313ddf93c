// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/deviceregistry.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace myna::server {

namespace {

Error notBound(const QString& deviceId)
{
    return { Error::Code::NotFound,
        QCoreApplication::translate("myna", "No device with the id %1 is bound to this server.").arg(deviceId) };
}

}

DeviceRegistry::DeviceRegistry(DeviceStore& store, Clock clock)
    : m_store(store)
    , m_clock(std::move(clock))
{
}

Result<> DeviceRegistry::load()
{
    const auto devices = m_store.devices();
    if (!devices)
        return devices.error();
    m_devices.clear();
    for (const DeviceRecord& device : devices.value())
        m_devices.insert(device.deviceId, device);
    return {};
}

const DeviceRecord* DeviceRegistry::find(const QString& deviceId) const
{
    const auto found = m_devices.constFind(deviceId);
    return found == m_devices.constEnd() ? nullptr : &*found;
}

bool DeviceRegistry::isBound(const QString& deviceId, const QString& clientId) const
{
    const DeviceRecord* const device = find(deviceId);
    return device && device->clientId == clientId;
}

QVector<DeviceRecord> DeviceRegistry::all() const
{
    QVector<DeviceRecord> devices = m_devices.values();
    std::sort(devices.begin(), devices.end(),
        [](const DeviceRecord& a, const DeviceRecord& b) { return std::tie(a.boundAt, a.deviceId) < std::tie(b.boundAt, b.deviceId); });
    return devices;
}

Result<> DeviceRegistry::bind(const QString& deviceId, const QString& clientId, const QString& board, const QString& version)
{
    const QDateTime now = m_clock();
    DeviceRecord device = m_devices.value(deviceId);
    device.deviceId = deviceId;
    device.clientId = clientId;
    device.board = board.isEmpty() ? device.board : board;
    device.version = version.isEmpty() ? device.version : version;
    device.boundAt = now;
    device.lastSeen = now;
    m_devices.insert(deviceId, device);
    return m_store.saveDevice(device);
}

Result<> DeviceRegistry::edit(const QString& deviceId, const std::function<void(DeviceRecord&)>& change)
{
    const auto device = m_devices.find(deviceId);
    if (device == m_devices.end())
        return notBound(deviceId);
    change(*device);
    return m_store.saveDevice(*device);
}

Result<> DeviceRegistry::unbind(const QString& deviceId)
{
    if (m_devices.remove(deviceId) == 0)
        return notBound(deviceId);
    return m_store.removeDevice(deviceId);
}

Result<> DeviceRegistry::touch(const QString& deviceId, const QString& board, const QString& version)
{
    const auto device = m_devices.find(deviceId);
    if (device == m_devices.end())
        return {};
    if (!board.isEmpty())
        device->board = board;
    if (!version.isEmpty())
        device->version = version;
    device->lastSeen = m_clock();
    return m_store.touchDevice(*device);
}

void DeviceRegistry::adopt(const QString& deviceId, const std::optional<DeviceRecord>& device)
{
    if (device)
        m_devices.insert(deviceId, *device);
    else
        m_devices.remove(deviceId);
}

}
