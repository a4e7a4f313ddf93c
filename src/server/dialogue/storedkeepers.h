// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/memoryfolds.h"
#include "server/dialogue/spokenbudget.h"
#include "server/store/storedesk.h"

namespace myna::server {

// Memories in the store. What is folded after its device was removed is not kept: the next one with its id may be somebody else's.
class StoredMemories final : public MemoryKeeper
{
public:
    explicit StoredMemories(StoreDesk& store); // outlives it

    void load(const QString& deviceId, QObject* context, std::function<void(const QString& known)> done) override;
    void save(const QString& deviceId, const QString& known) override;
    void keep(const QString& deviceId, const QVector<Utterance>& unfolded) override; // where turns may be kept
    void loadKept(const QString& deviceId, QObject* context, std::function<void(const QVector<Utterance>&)> done) override;

private:
    StoreDesk& m_store;
};

// Budgets that outlive the program and are shared by all instances on one database. What the database says comes a little later; until then
// what was counted here holds. Made on the edge's thread.
class StoredBudget final : public QObject, public SpokenBudget
{
    Q_OBJECT

public:
    explicit StoredBudget(
        StoreDesk& store, std::function<QDate()> today = [] { return QDate::currentDate(); }); // store outlives it

    [[nodiscard]] qint64 spokenToday(const QString& deviceId) override;
    void add(const QString& deviceId, qint64 characters) override;

private:
    struct Count
    {
        qint64 characters = 0;
        bool asked = false; // the database was, for this day
    };
    void exchange(const QString& deviceId, qint64 characters); // adds there, and learns the sum
    void turnPage(); // under the lock

    StoreDesk& m_store;
    std::function<QDate()> m_today;
    QMutex m_mutex;
    QDate m_day; // that m_counts is of
    QHash<QString, Count> m_counts;
};

}
