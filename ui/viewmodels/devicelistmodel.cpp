// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/devicelistmodel.h"

#include <algorithm>

namespace myna::viewmodels {

using server::DeviceRow;
using server::DeviceState;

namespace {

QString stateText(DeviceState state)
{
    switch (state) {
    case DeviceState::Offline:
        return DeviceListModel::tr("offline");
    case DeviceState::Idle:
        return DeviceListModel::tr("idle");
    case DeviceState::Listening:
        return DeviceListModel::tr("listening");
    case DeviceState::Thinking:
        return DeviceListModel::tr("thinking");
    case DeviceState::Speaking:
        return DeviceListModel::tr("speaking");
    }
    return {};
}

QVariant firstSound(const DeviceRow& device)
{
    const auto ms = DeviceListModel::firstSoundMs(device.lastTurn);
    return ms ? QVariant(*ms) : QVariant();
}

}

int DeviceListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_devices.size());
}

QVariant DeviceListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DeviceRow& device = m_devices.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return device.name.isEmpty() ? device.deviceId : device.name;
    case DeviceIdRole:
        return device.deviceId;
    case VersionRole:
        return device.version;
    case StateRole:
        return int(device.state);
    case StateTextRole:
        return stateText(device.state);
    case ConnectedRole:
        return device.state != DeviceState::Offline;
    case LastWordsRole:
        return device.lastWords;
    case LastSeenRole:
        return device.lastSeen;
    case TimelineRole:
        return QVariant::fromValue(device.lastTurn);
    case FirstSoundMsRole:
        return firstSound(device);
    case BoardRole:
        return device.board;
    case GroupRole:
        return device.group;
    case QuarantineRole:
        return device.quarantine;
    default:
        return {};
    }
}

QHash<int, QByteArray> DeviceListModel::roleNames() const
{
    return { { DeviceIdRole, "deviceId" }, { NameRole, "name" }, { VersionRole, "version" }, { StateRole, "state" },
        { StateTextRole, "stateText" }, { ConnectedRole, "connected" }, { LastWordsRole, "lastWords" }, { LastSeenRole, "lastSeen" },
        { TimelineRole, "timeline" }, { FirstSoundMsRole, "firstSoundMs" }, { GroupRole, "group" }, { BoardRole, "board" },
        { QuarantineRole, "quarantine" } };
}

int DeviceListModel::connectedCount() const
{
    return int(std::ranges::count_if(m_devices, [](const DeviceRow& device) { return device.state != DeviceState::Offline; }));
}

// Removes what is gone, then makes every row what it should be: the rows of devices that stay are never taken away.
void DeviceListModel::setDevices(const QVector<DeviceRow>& devices)
{
    const auto has
        = [](const QVector<DeviceRow>& list, const QString& id) { return std::ranges::find(list, id, &DeviceRow::deviceId) != list.end(); };
    for (int row = int(m_devices.size()) - 1; row >= 0; --row) {
        if (has(devices, m_devices.at(row).deviceId))
            continue;
        beginRemoveRows({}, row, row);
        m_devices.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < devices.size(); ++row) {
        const auto from = std::find_if(m_devices.begin() + std::min<qsizetype>(row, m_devices.size()), m_devices.end(),
            [&](const DeviceRow& device) { return device.deviceId == devices.at(row).deviceId; });
        if (from == m_devices.end()) {
            beginInsertRows({}, row, row);
            m_devices.insert(row, devices.at(row));
            endInsertRows();
            continue;
        }
        const int at = int(from - m_devices.begin());
        if (at != row) {
            beginMoveRows({}, at, at, {}, row);
            m_devices.move(at, row);
            endMoveRows();
        }
        update(row, devices.at(row));
    }
}

void DeviceListModel::goOffline()
{
    for (int row = 0; row < m_devices.size(); ++row) {
        DeviceRow changed = m_devices.at(row);
        changed.state = DeviceState::Offline;
        update(row, changed);
    }
}

// What the user waits for: the first sound that leaves, or is made where nobody counted the packets.
std::optional<qint64> DeviceListModel::firstSoundMs(const protocol::Timeline& timeline)
{
    return timeline.firstPacket ? timeline.firstPacket : timeline.firstAudio;
}

void DeviceListModel::update(int row, const DeviceRow& device)
{
    if (m_devices.at(row) == device)
        return;
    m_devices[row] = device;
    emit dataChanged(index(row), index(row));
}

}

#include "moc_devicelistmodel.cpp"
