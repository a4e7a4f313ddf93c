// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QHash>
#include <QMutex>
#include <QString>

#include <functional>

namespace myna::server {

// How much was said to each device on this day. May be used from any thread, and never waits for a disk.
class SpokenBudget
{
public:
    SpokenBudget() = default;
    virtual ~SpokenBudget() = default;
    SpokenBudget(const SpokenBudget&) = delete;
    SpokenBudget& operator=(const SpokenBudget&) = delete;

    [[nodiscard]] virtual qint64 spokenToday(const QString& deviceId) = 0; // characters
    virtual void add(const QString& deviceId, qint64 characters) = 0;
};

// Remembers as long as the program runs.
class DailyBudget final : public SpokenBudget
{
public:
    explicit DailyBudget(std::function<QDate()> today = [] { return QDate::currentDate(); });

    [[nodiscard]] qint64 spokenToday(const QString& deviceId) override;
    void add(const QString& deviceId, qint64 characters) override;

private:
    void turnPage(); // under the lock

    QMutex m_mutex;
    std::function<QDate()> m_today;
    QDate m_day; // that m_spoken is of
    QHash<QString, qint64> m_spoken;
};

}
