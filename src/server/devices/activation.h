// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/devices/clock.h"
#include "server/store/store.h"

#include <QHash>

#include <chrono>
#include <functional>
#include <optional>

namespace myna::server {

inline constexpr std::chrono::hours codeLifetime { 24 };
// Devices that may wait at once: codes are offered to anybody who asks, so there must be an end.
inline constexpr qsizetype maxPendingCodes = 500;
// A refused device asks again by itself every minute or two; for so long its owner is not asked again.
inline constexpr std::chrono::minutes quietAfterRefusal { 10 };

// The codes that wait for the owner: six digits, one for each (device, client), the same as long as it is valid, also over a restart.
// Network thread.
class Activation
{
public:
    using Random = std::function<quint32(quint32 bound)>; // 0 … bound-1

    Activation(DeviceStore& store, Clock clock, Random random = {});

    Result<> load();

    struct Offer
    {
        ActivationRecord record;
        bool isNew = false;
    };
    // The code of this device. Errors: Refused (the owner said no a moment ago) · Unavailable (too many wait).
    Result<Offer> offer(const QString& deviceId, const QString& clientId, const QString& board, const QString& version);
    [[nodiscard]] const ActivationRecord* find(const QString& deviceId, const QString& clientId) const; // null: none waits
    [[nodiscard]] bool isRefused(const QString& deviceId, const QString& clientId) const;
    [[nodiscard]] QVector<ActivationRecord> pending() const; // oldest first
    [[nodiscard]] bool isPending(const QString& code) const { return m_pending.contains(code); }

    // Errors: NotFound (nobody has that code, or it has expired), in words for the owner.
    Result<ActivationRecord> approve(const QString& code);
    Result<ActivationRecord> refuse(const QString& code);
    void forget(const QString& deviceId); // every code it has: it was bound in another way
    QVector<ActivationRecord> takeExpired();
    // What another server on the same store offered, or (nothing) ended; not written again. What was known of it before.
    std::optional<ActivationRecord> adopt(const QString& code, const std::optional<ActivationRecord>& record);
    void remember(const ActivationRecord& refused); // its owner is not asked again for a while

private:
    [[nodiscard]] Result<ActivationRecord> take(const QString& code, const QString& state);
    [[nodiscard]] QString freshCode() const;

    DeviceStore& m_store;
    Clock m_clock;
    Random m_random;
    QHash<QString, ActivationRecord> m_pending; // by code
    QHash<QString, QDateTime> m_refused; // by device and client, until when
};

}
