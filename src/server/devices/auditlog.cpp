// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/auditlog.h"

#include <utility>

namespace myna::server {

namespace {

constexpr qsizetype maxTextLength = 500; // of each field

}

void AuditLog::note(AuditRecord record)
{
    for (QString* const text : { &record.deviceId, &record.actor, &record.action, &record.subject, &record.outcome, &record.detail })
        text->truncate(maxTextLength);
    if (m_keeper)
        m_keeper(record);
}

void AuditLog::setKeeper(std::function<void(const AuditRecord&)> keeper)
{
    m_keeper = std::move(keeper);
}

}
