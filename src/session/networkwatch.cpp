// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/networkwatch.h"

#include <QNetworkInterface>

#include <utility>

namespace myna::session {

namespace {
constexpr qint64 leastSleepMs = 1000; // the two clocks are not read at the same moment
}

QSet<QString> usableAddresses()
{
    QSet<QString> found;
    const auto wanted = QNetworkInterface::IsUp | QNetworkInterface::IsRunning;
    const QList<QNetworkInterface> cards = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface& card : cards) {
        if ((card.flags() & wanted) != wanted || card.flags().testFlag(QNetworkInterface::IsLoopBack))
            continue;
        const QList<QNetworkAddressEntry> entries = card.addressEntries();
        for (const QNetworkAddressEntry& entry : entries) {
            if (!entry.ip().isLinkLocal())
                found.insert(card.name() + u' ' + entry.ip().toString());
        }
    }
    return found;
}

std::optional<NetworkChange> difference(const QSet<QString>& before, const QSet<QString>& now)
{
    if (!(now - before).isEmpty())
        return NetworkChange::Up;
    if (!(before - now).isEmpty())
        return NetworkChange::Down;
    return std::nullopt;
}

bool SleepMeter::slept(qint64 withSleepMs, qint64 awakeMs)
{
    const qint64 gapMs = withSleepMs - awakeMs;
    return gapMs - std::exchange(m_gapMs, gapMs) >= leastSleepMs;
}

}

#include "moc_networkwatch.cpp"
