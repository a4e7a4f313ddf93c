// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QString>
#include <QVector>

namespace myna::server {

// A device that was bound to this server, and to the client id it had then.
struct DeviceRecord
{
    QString deviceId; // lower-case MAC with colons
    QString clientId;
    QString board;
    QString version;
    QString name; // given by the owner
    QDateTime boundAt;
    QDateTime lastSeen;
    bool operator==(const DeviceRecord&) const = default;
};

// A code that waits for the owner.
struct ActivationRecord
{
    QString code; // six digits
    QString deviceId;
    QString clientId;
    QString challenge;
    QString board;
    QString version;
    QDateTime offeredAt;
    QDateTime expiresAt;
    bool operator==(const ActivationRecord&) const = default;
};

// What must survive a restart. Used on one thread. Errors: Unavailable, with the database's own words.
class Store
{
public:
    Store() = default;
    virtual ~Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    virtual Result<QVector<DeviceRecord>> devices() = 0;
    virtual Result<> saveDevice(const DeviceRecord& device) = 0; // new or changed
    virtual Result<> removeDevice(const QString& deviceId) = 0;

    virtual Result<QVector<ActivationRecord>> activations() = 0; // those that still wait, oldest first
    virtual Result<> saveActivation(const ActivationRecord& activation) = 0;
    // How it ended is kept: "bound", "refused", "expired".
    virtual Result<> endActivation(const QString& code, const QString& state) = 0;
};

}
