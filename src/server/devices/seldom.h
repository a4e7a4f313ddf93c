// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QVector>

#include <chrono>

namespace myna::server {

// Whether something may be said again: the same thing once in ten minutes, so that nobody can make a server shout.
class Seldom
{
public:
    // `what` of many, of which at most `most` may be told in an hour: nobody may shout with many names either.
    [[nodiscard]] bool mayTell(const QString& what, const QDateTime& now, const QString& family, int most)
    {
        QVector<QDateTime>& told = m_families[family]; // families are words of ours: a handful
        told.removeIf([&](const QDateTime& time) { return time.addSecs(3600) <= now; });
        if (told.size() >= most || !mayTell(what, now))
            return false;
        told.append(now);
        return true;
    }

    static constexpr std::chrono::minutes pause { 10 };
    static constexpr qsizetype maxKept = 1024; // beyond that nothing new is said until something is old

    [[nodiscard]] bool mayTell(const QString& what, const QDateTime& now)
    {
        const auto isOver = [&](const QDateTime& told) { return told.addSecs(std::chrono::seconds(pause).count()) <= now; };
        m_told.removeIf([&](auto entry) { return isOver(*entry); });
        if (m_told.contains(what) || m_told.size() >= maxKept)
            return false;
        m_told.insert(what, now);
        return true;
    }

private:
    QHash<QString, QDateTime> m_told;
    QHash<QString, QVector<QDateTime>> m_families;
};

}
