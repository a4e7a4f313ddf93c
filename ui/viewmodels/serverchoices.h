// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pairing/pairing.h"

#include <QCoreApplication>

namespace myna::viewmodels {

// The servers a first start offers, and the judgement of an address somebody typed.
class ServerChoices
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::ServerChoices)

public:
    static pairing::ServerChoice thisComputer(); // its address is known once the server has started
    static pairing::ServerChoice official();
    static pairing::ServerChoice own(const QUrl& otaUrl);

    // Adds what people leave out: `http://` for a bare host, the usual path when there is none. Errors: Invalid, with a sentence.
    static Result<QUrl> judge(const QString& typed);
    // The same for an address for conversations, ws or wss.
    static Result<QUrl> judgeVoice(const QString& typed);
};

}
