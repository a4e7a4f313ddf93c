// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/auditlog.h"

#include <utility>

namespace myna::server {

namespace {

constexpr qsizetype maxTextLength = 500; // of each field

}

void AuditLog::note(AuditRecord record)
{
    record.id = ++m_last;
    for (QString* const text : { &record.deviceId, &record.actor, &record.action, &record.subject, &record.outcome, &record.detail })
        text->truncate(maxTextLength);
    if (m_records.size() >= maxKept)
        m_records.pop_front();
    m_records.push_back(record);
    if (m_keeper)
        m_keeper(record);
}

void AuditLog::setKeeper(std::function<void(const AuditRecord&)> keeper)
{
    m_keeper = std::move(keeper);
}

QVector<AuditRecord> AuditLog::find(const RecordQuery& query) const
{
    QVector<AuditRecord> found;
    for (auto it = m_records.rbegin(); it != m_records.rend() && found.size() < query.limit; ++it) {
        const bool fits = (query.deviceId.isEmpty() || it->deviceId == query.deviceId) && (query.before == 0 || it->id < query.before);
        if (fits)
            found.append(*it);
    }
    return found;
}

}
