// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>

#include <chrono>

namespace myna::server {

// Whether something may be said again: the same thing once in ten minutes, so that nobody can make a server shout.
class Seldom
{
public:
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
};

}
