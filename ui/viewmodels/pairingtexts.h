// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/pairing.h"

#include <QCoreApplication>

namespace myna::viewmodels {

// The words of pairing: one sentence for every value.
class PairingTexts
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::PairingTexts)

public:
    static QString step(pairing::Step step);
    static QString whatFailed(pairing::Step step);
    static QString repair(pairing::Repair repair); // as a button says it
    static QString validity(std::chrono::milliseconds life);
    static QString shortId(const QString& deviceId); // 02:4f:…:9e
};

}
