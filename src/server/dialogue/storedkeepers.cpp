// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/storedkeepers.h"

#include "base/invoke.h"

#include <algorithm>
#include <utility>

namespace myna::server {

StoredMemories::StoredMemories(StoreDesk& store)
    : m_store(store)
{
}

void StoredMemories::load(const QString& deviceId, QObject* context, std::function<void(const QString&)> done)
{
    m_store.ask<MemoryRecord>(
        context, [deviceId](Store& store) { return store.memory(deviceId); },
        [done = std::move(done)](const Result<MemoryRecord>& found) { done(found ? found->text : QString()); });
}

void StoredMemories::save(const QString& deviceId, const QString& known)
{
    m_store.write(
        WriteKind::Other,
        [deviceId, record = MemoryRecord { known, QDateTime::currentDateTimeUtc() }](Store& store) -> Result<> {
            const auto device = store.device(deviceId);
            if (!device)
                return device.error();
            return *device ? store.saveMemory(deviceId, record) : Result<>();
        },
        QStringLiteral("memory|") + deviceId);
}

StoredBudget::StoredBudget(StoreDesk& store, std::function<QDate()> today)
    : m_store(store)
    , m_today(std::move(today))
{
}

void StoredBudget::turnPage()
{
    if (const QDate today = m_today(); today != m_day) {
        m_day = today;
        m_counts.clear();
    }
}

qint64 StoredBudget::spokenToday(const QString& deviceId)
{
    const QMutexLocker lock(&m_mutex);
    turnPage();
    Count& count = m_counts[deviceId];
    if (!std::exchange(count.asked, true))
        exchange(deviceId, 0);
    return count.characters;
}

void StoredBudget::add(const QString& deviceId, qint64 characters)
{
    const QMutexLocker lock(&m_mutex);
    turnPage();
    Count& count = m_counts[deviceId];
    count.characters += characters;
    count.asked = true;
    exchange(deviceId, characters);
}

void StoredBudget::exchange(const QString& deviceId, qint64 characters)
{
    onThreadOf(this, [this, deviceId, characters, day = m_day] {
        m_store.ask<int>(
            this, [deviceId, characters, day](Store& store) { return store.addSpoken(deviceId, day, int(characters)); },
            [this, deviceId, day](const Result<int>& sum) {
                const QMutexLocker lock(&m_mutex);
                if (sum && day == m_day)
                    m_counts[deviceId].characters = std::max<qint64>(m_counts[deviceId].characters, *sum);
            });
    });
}

}
