// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/identityfile.h"

#include "base/keptfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

std::optional<protocol::DeviceIdentity> deviceFrom(const QJsonObject& stored)
{
    const protocol::DeviceIdentity device { stored.value("device_id"_L1).toString(), stored.value("client_id"_L1).toString(),
        stored.value("serial_number"_L1).toString() };
    if (protocol::normalisedDeviceId(device.deviceId).isEmpty() || device.clientId.isEmpty())
        return std::nullopt;
    return device;
}

QJsonObject toJson(const protocol::DeviceIdentity& device)
{
    return { { u"device_id"_s, device.deviceId }, { u"client_id"_s, device.clientId }, { u"serial_number"_s, device.serialNumber } };
}

}

IdentityFile::IdentityFile(const QString& dataDir)
    : m_path(QDir(dataDir).filePath(u"identities.json"_s))
    , m_copyPath(QDir(dataDir).filePath(u"identities.backup.json"_s))
{
}

Result<IdentityFile::Found> IdentityFile::find(const QString& serverId) const
{
    const Result<Loaded> loaded = load();
    if (!loaded)
        return loaded.error();
    Found found { std::nullopt, loaded->notice };
    if (const auto it = loaded->devices.constFind(serverId); it != loaded->devices.constEnd())
        found.device = *it;
    return found;
}

Result<> IdentityFile::put(const QString& serverId, const protocol::DeviceIdentity& device) const
{
    Result<Loaded> loaded = load();
    if (!loaded)
        return loaded.error();
    loaded.value().devices.insert(serverId, device);
    return keep(loaded->devices);
}

Result<> IdentityFile::remove(const QString& serverId) const
{
    Result<Loaded> loaded = load();
    if (!loaded)
        return loaded.error();
    if (loaded.value().devices.remove(serverId) == 0)
        return {};
    return keep(loaded->devices);
}

Result<> IdentityFile::keep(const Devices& devices) const
{
    const QByteArray content = format(devices);
    Result<> written = writeKept(m_path, content);
    // The copy only helps after damage; without it everything else still works.
    if (written && !writeKept(m_copyPath, content))
        return {};
    return written;
}

Result<IdentityFile::Loaded> IdentityFile::load() const
{
    const Result<QByteArray> content = readKept(m_path);
    if (content) {
        if (const std::optional<Devices> devices = parse(*content))
            return Loaded { *devices, {} };
        return mend();
    }
    switch (content.error().code) {
    case Error::Code::NotFound:
        return Loaded {};
    case Error::Code::Invalid:
        return mend();
    case Error::Code::Cancelled:
    case Error::Code::Timeout:
    case Error::Code::Network:
    case Error::Code::Protocol:
    case Error::Code::Refused:
    case Error::Code::Unavailable:
        break;
    }
    return content.error();
}

Result<IdentityFile::Loaded> IdentityFile::mend() const
{
    const std::optional<Devices> copy = parse(readKept(m_copyPath).value_or({}));
    const Result<QString> aside = keepAside(m_path);
    if (!aside)
        return aside.error();
    if (!copy) {
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna",
                "The file with this device's identities was damaged. It was kept as %1. With a new identity the server asks for a code "
                "once more.")
                .arg(*aside) };
    }
    if (const Result<> written = writeKept(m_path, format(*copy)); !written)
        return written.error();
    return Loaded { *copy,
        QCoreApplication::translate("myna",
            "The file with this device's identities was damaged and has been restored from its copy. The damaged one was kept as %1.")
            .arg(*aside) };
}

std::optional<IdentityFile::Devices> IdentityFile::parse(const QByteArray& content)
{
    const QJsonValue stored = QJsonDocument::fromJson(content).object().value("devices"_L1);
    if (!stored.isObject())
        return std::nullopt;
    Devices devices;
    const QJsonObject all = stored.toObject();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const std::optional<protocol::DeviceIdentity> device = deviceFrom(it.value().toObject());
        if (!device)
            return std::nullopt;
        devices.insert(it.key(), *device);
    }
    return devices;
}

QByteArray IdentityFile::format(const Devices& devices)
{
    QJsonObject stored;
    for (auto it = devices.begin(); it != devices.end(); ++it)
        stored.insert(it.key(), toJson(it.value()));
    return QJsonDocument(QJsonObject { { u"version"_s, 1 }, { u"devices"_s, stored } }).toJson();
}

}
