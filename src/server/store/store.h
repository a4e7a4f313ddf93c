// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QJsonObject>
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
    QString group; // given by the owner: a room, a person
    QJsonObject profile; // what differs from the server's configuration for this device; read and written by devices/deviceprofile
    QString quarantine; // the reason; empty: it is free
    QString firmware; // "": the newest that fits · "none": no update · else the file that is offered
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

// A question and its answer, as they were.
struct TurnRecord
{
    qint64 id = 0; // given by the store
    QString deviceId;
    QDateTime time; // the end of speech
    QString heard;
    QString said;
    QJsonObject details; // timeline in ms, engines, tools, failure: what the admin interface shows
    bool operator==(const TurnRecord&) const = default;
};

// Something was done to, by or with a device.
struct AuditRecord
{
    qint64 id = 0; // given by the store
    QDateTime time;
    QString deviceId; // may be empty
    QString actor; // "owner", "assistant", "server"
    QString action; // "tool", "approve", "revoke", "quarantine", …
    QString subject; // the tool's name, the code, …
    QString outcome; // "allowed", "denied", "failed", …
    QString detail; // redacted
    bool operator==(const AuditRecord&) const = default;
};

struct RecordQuery
{
    QString deviceId; // empty: all
    qint64 before = 0; // an id; 0: from the newest
    int limit = 100;
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
