// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/pairingcode.h"

#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

// Shorter life times are a device's polling hint (the firmware's default is 30 s), not how long the code is good for.
constexpr std::chrono::minutes leastLife { 10 };

}

PairingCode::PairingCode(protocol::ActivationOffer offer, QUrl console)
    : m_offered(true)
    , m_offer(std::move(offer))
    , m_console(std::move(console))
{
}

QString PairingCode::spelled() const
{
    QStringList digits;
    for (const QChar digit : m_offer.code)
        digits.append(digit);
    return digits.join(u' ');
}

std::chrono::milliseconds PairingCode::life() const
{
    return m_offer.timeout >= leastLife ? m_offer.timeout : std::chrono::milliseconds(0);
}

bool PairingCode::approve()
{
    if (m_approving || m_offer.code.isEmpty())
        return false;
    m_approving = true;
    m_notice.clear();
    return true;
}

void PairingCode::wishFailed(const QString& notice)
{
    m_approving = false;
    m_notice = notice;
}

void PairingCode::waiting(int attempt, int limit, std::chrono::milliseconds nextIn)
{
    m_attempt = attempt;
    m_limit = limit;
    m_whole = nextIn * limit;
    m_end.setRemainingTime((nextIn * std::clamp(limit - attempt + 1, 0, limit)).count(), Qt::CoarseTimer);
}

QString PairingCode::timeLeft() const
{
    const qint64 seconds = (std::max<qint64>(0, m_end.remainingTime()) + 999) / 1000;
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

double PairingCode::partLeft() const
{
    if (m_whole.count() <= 0)
        return 0;
    return std::clamp(double(m_end.remainingTime()) / double(m_whole.count()), 0.0, 1.0);
}

}
