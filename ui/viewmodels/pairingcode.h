// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"

#include <QDeadlineTimer>
#include <QString>
#include <QUrl>

#include <chrono>

namespace myna::viewmodels {

// The code that has to be typed into a console, from its offer to its end: what it reads, where it is wanted and how long it is waited for.
class PairingCode
{
public:
    PairingCode() = default; // none
    PairingCode(protocol::ActivationOffer offer, QUrl console);

    [[nodiscard]] bool isOffered() const { return m_offered; }
    [[nodiscard]] const QString& digits() const { return m_offer.code; }
    [[nodiscard]] QString spelled() const; // "4 8 2 9 1 3"
    [[nodiscard]] const QUrl& console() const { return m_console; } // of the server that issued it; may be empty
    [[nodiscard]] std::chrono::milliseconds life() const; // 0: the server does not tell

    bool approve(); // false: there is nothing to approve, or it happens already
    void wishFailed(const QString& notice);
    [[nodiscard]] bool isBeingApproved() const { return m_approving; }
    [[nodiscard]] const QString& notice() const { return m_notice; }

    void waiting(int attempt, int limit, std::chrono::milliseconds nextIn); // the try `attempt` of `limit` is still to come
    [[nodiscard]] int attempt() const { return m_attempt; }
    [[nodiscard]] int limit() const { return m_limit; } // 0: nothing is counted
    [[nodiscard]] QString timeLeft() const; // m:ss
    [[nodiscard]] double partLeft() const; // 1 to 0

private:
    bool m_offered = false;
    protocol::ActivationOffer m_offer;
    QUrl m_console;
    bool m_approving = false;
    QString m_notice;
    int m_attempt = 0;
    int m_limit = 0;
    std::chrono::milliseconds m_whole { 0 };
    QDeadlineTimer m_end;
};

}
