// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/store.h"

#include <functional>

namespace myna::server {

// What was done to, by and with devices, for the owner to look up: every part that does something says it here. Edge thread.
class AuditLog
{
public:
    void note(AuditRecord record); // bounded; `time` is the caller's, the number the keeper's
    void setKeeper(std::function<void(const AuditRecord&)> keeper);

private:
    std::function<void(const AuditRecord&)> m_keeper;
};

}
