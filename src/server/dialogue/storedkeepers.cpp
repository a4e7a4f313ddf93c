// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/storedkeepers.h"

#include "base/invoke.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// Oldest first: `{"user":"…"}` or `{"assistant":"…"}`.
QString written(const QVector<Utterance>& conversation)
{
    QJsonArray list;
    for (const Utterance& said : conversation)
        list.append(QJsonObject { { said.speaker == Utterance::Speaker::User ? u"user"_s : u"assistant"_s, said.text } });
    return list.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QVector<Utterance> read(const QString& text)
{
    QVector<Utterance> conversation;
    for (const auto said : QJsonDocument::fromJson(text.toUtf8()).array()) {
        if (said["user"_L1].isString())
            conversation.append({ Utterance::Speaker::User, said["user"_L1].toString() });
        else
            conversation.append({ Utterance::Speaker::Assistant, said["assistant"_L1].toString() });
    }
    return conversation;
}

}

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

void StoredMemories::keep(const QString& deviceId, const QVector<Utterance>& unfolded)
{
    const QString text = m_store.keepsTurns() ? written(unfolded) : QString();
    m_store.write(
        WriteKind::Other,
        [deviceId, text, now = QDateTime::currentDateTimeUtc()](Store& store) -> Result<> {
            const auto device = store.device(deviceId);
            if (!device)
                return device.error();
            return *device ? store.saveUnfolded(deviceId, text, now) : Result<>();
        },
        QStringLiteral("unfolded|") + deviceId);
}

void StoredMemories::loadKept(const QString& deviceId, QObject* context, std::function<void(const QVector<Utterance>&)> done)
{
    m_store.ask<QString>(
        context, [deviceId](Store& store) { return store.unfolded(deviceId); },
        [done = std::move(done)](const Result<QString>& found) { done(found ? read(*found) : QVector<Utterance>()); });
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

#include "moc_storedkeepers.cpp"
