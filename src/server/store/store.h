// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDate>
#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QVector>

#include <functional>
#include <optional>

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

// What is bound and what waits for the owner. Errors of this and the next: Unavailable (the database is away; it may come back) · Invalid
// (it does not take this), each with the database's own words.
class DeviceStore
{
public:
    DeviceStore() = default;
    virtual ~DeviceStore() = default;
    DeviceStore(const DeviceStore&) = delete;
    DeviceStore& operator=(const DeviceStore&) = delete;

    virtual Result<QVector<DeviceRecord>> devices() = 0;
    virtual Result<> saveDevice(const DeviceRecord& device) = 0; // new or changed
    // What a device says of itself, and when: changes nothing else and binds nothing, so that one that was revoked stays away.
    virtual Result<> touchDevice(const DeviceRecord& device) { return saveDevice(device); }
    virtual Result<> removeDevice(const QString& deviceId) = 0; // with its memory, which may not become somebody else's

    virtual Result<QVector<ActivationRecord>> activations() = 0; // those that still wait, oldest first
    virtual Result<> saveActivation(const ActivationRecord& activation) = 0;
    // How it ended is kept: "bound", "refused", "expired".
    virtual Result<> endActivation(const QString& code, const QString& state) = 0;
};

// What an assistant remembers of one device between conversations.
struct MemoryRecord
{
    QString text; // at most longestMemory bytes of UTF-8
    QDateTime updated; // invalid: nothing is remembered
    bool operator==(const MemoryRecord&) const = default;
};

inline constexpr int longestMemory = 16 * 1024;

// Everything that must survive a restart. Used on one thread; store/storedesk.h is the way to it for all others.
class Store : public DeviceStore
{
public:
    virtual Result<std::optional<DeviceRecord>> device(const QString& deviceId) = 0;
    virtual Result<std::optional<ActivationRecord>> activation(const QString& code) = 0; // when it still waits

    virtual Result<qint64> addTurn(const TurnRecord& turn) = 0; // the id it got
    virtual Result<QVector<TurnRecord>> turns(const RecordQuery& query) = 0; // newest first
    virtual Result<> removeTurns(const QString& deviceId) = 0; // empty: of all
    virtual Result<qint64> addAudit(const AuditRecord& record) = 0;
    virtual Result<QVector<AuditRecord>> audit(const RecordQuery& query) = 0; // newest first

    virtual Result<MemoryRecord> memory(const QString& deviceId) = 0;
    virtual Result<> saveMemory(const QString& deviceId, const MemoryRecord& memory) = 0; // Invalid: too long
    virtual Result<> removeMemory(const QString& deviceId) = 0; // and what waits to become part of it
    // What was said and is not part of the memory yet, as its writer keeps it; empty: nothing.
    virtual Result<QString> unfolded(const QString& deviceId) = 0;
    virtual Result<> saveUnfolded(const QString& deviceId, const QString& conversation, const QDateTime& time) = 0;

    // Adds characters spoken to a device on a day and tells how many they are now, of all instances, in one step. 0 only reads.
    virtual Result<int> addSpoken(const QString& deviceId, const QDate& day, int characters) = 0;

    // Removes turns and audit that are older, and counts of days that are over.
    virtual Result<> prune(const QDateTime& now, int keepTurnsDays, int keepAuditDays) = 0;
    // Writes all of it, as it is at one moment, into a new SQLite file, readable for this account alone. Errors also: Refused (there is
    // something already, or it cannot be written).
    virtual Result<> backup(const QString& path) = 0;

    // All of `work` or nothing.
    virtual Result<> together(const std::function<Result<>()>& work) = 0;
};

}
