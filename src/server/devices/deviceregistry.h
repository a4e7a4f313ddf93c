// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/devices/clock.h"
#include "server/store/store.h"

#include <QHash>

#include <functional>
#include <optional>

namespace myna::server {

// The devices that are bound to this server. In memory for every question, written through to the store. Network thread.
class DeviceRegistry
{
public:
    DeviceRegistry(DeviceStore& store, Clock clock);

    Result<> load();

    [[nodiscard]] const DeviceRecord* find(const QString& deviceId) const; // normalised id; null when it is not bound
    // Bound, and by the client id it was bound with: a MAC alone is easily forged.
    [[nodiscard]] bool isBound(const QString& deviceId, const QString& clientId) const;
    [[nodiscard]] QVector<DeviceRecord> all() const; // oldest first

    // Pins the client id; one that is bound already is bound anew.
    Result<> bind(const QString& deviceId, const QString& clientId, const QString& board, const QString& version);
    Result<> unbind(const QString& deviceId); // NotFound when it is not bound
    // What the owner gives it: name, group, profile, firmware, quarantine. NotFound when it is not bound.
    Result<> edit(const QString& deviceId, const std::function<void(DeviceRecord&)>& change);
    // Seen now; what it says of itself replaces what was known, when it says something.
    Result<> touch(const QString& deviceId, const QString& board, const QString& version);
    // What another server on the same store made of it; not written again.
    void adopt(const QString& deviceId, const std::optional<DeviceRecord>& device);

private:
    DeviceStore& m_store;
    Clock m_clock;
    QHash<QString, DeviceRecord> m_devices;
};

}
