// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/spokenbudget.h"

#include <utility>

namespace myna::server {

DailyBudget::DailyBudget(std::function<QDate()> today)
    : m_today(std::move(today))
{
}

void DailyBudget::turnPage()
{
    if (const QDate today = m_today(); today != m_day) {
        m_day = today;
        m_spoken.clear();
    }
}

qint64 DailyBudget::spokenToday(const QString& deviceId)
{
    const QMutexLocker lock(&m_mutex);
    turnPage();
    return m_spoken.value(deviceId);
}

void DailyBudget::add(const QString& deviceId, qint64 characters)
{
    const QMutexLocker lock(&m_mutex);
    turnPage();
    m_spoken[deviceId] += characters;
}

}
