// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/store/store.h"

#include <deque>
#include <functional>

namespace myna::server {

// What was done to, by and with devices, for the owner to look up. Here the latest of it, in memory; a listener keeps it for longer.
// Edge thread.
class AuditLog
{
public:
    static constexpr size_t maxKept = 2000;

    // Numbered and kept; `time` is the caller's.
    void note(AuditRecord record);
    void setKeeper(std::function<void(const AuditRecord&)> keeper); // gets every record from now on
    [[nodiscard]] QVector<AuditRecord> find(const RecordQuery& query) const; // newest first

private:
    std::deque<AuditRecord> m_records; // oldest first
    std::function<void(const AuditRecord&)> m_keeper;
    qint64 m_last = 0;
};

}
