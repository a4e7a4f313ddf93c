// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace myna::session {

// What happened to the network under the links.
enum class NetworkChange {
    Up, // an address more, or a carrier
    Down, // one less
    Resumed, // the machine slept
};

// Tells when the network changes and when the machine has slept. Where a platform cannot be watched it is silent.
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    void changed(myna::session::NetworkChange change);
};

// The platform's. Belongs to the thread that makes it, which needs an event loop.
std::unique_ptr<NetworkWatch> makeNetworkWatch();

// The addresses that others can be reached from, as interface and address: not those of the loopback, of one link only, or without a
// carrier.
QSet<QString> usableAddresses();

// What a new set of addresses means after an old one. Pure.
std::optional<NetworkChange> difference(const QSet<QString>& before, const QSet<QString>& now);

// Tells from two clocks whether the machine has slept: one counts the sleep, the other does not. Setting the time changes neither. Pure;
// milliseconds.
class SleepMeter
{
public:
    SleepMeter(qint64 withSleepMs, qint64 awakeMs)
        : m_gapMs(withSleepMs - awakeMs)
    {
    }
    bool slept(qint64 withSleepMs, qint64 awakeMs); // since it was last asked

private:
    qint64 m_gapMs;
};

}

Q_DECLARE_METATYPE(myna::session::NetworkChange)
