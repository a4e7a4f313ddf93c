// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace myna::pairing {

// What the user can do about a failure; the page turns each into one button.
enum class Repair { TryAgain, ChangeAddress, NewCode, NewIdentity, UnlockKeyring, KeepInFile, StartServer, CompareCertificate };

enum class Step { Identity, VersionCheck, Code, Confirmed };

// Where pairing stopped, and the one thing that mends it.
struct Failure
{
    Step step = Step::Identity;
    Error error; // what happened and why, in one or two plain sentences
    Repair repair = Repair::TryAgain;
    QByteArray certificate; // DER, with CompareCertificate: the one the server shows
    bool operator==(const Failure&) const = default;
};

inline QDebug operator<<(QDebug debug, const Failure& failure)
{
    const QDebugStateSaver saver(debug);
    return debug.nospace() << "Failure(step " << int(failure.step) << ", repair " << int(failure.repair) << ", " << failure.error << ')';
}

}

Q_DECLARE_METATYPE(myna::pairing::Failure)
