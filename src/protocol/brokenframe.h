// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QCoreApplication>

namespace myna::protocol {

// Code Protocol: what the peer sent is not what the protocol says. The sentence is marked with QT_TRANSLATE_NOOP("myna", …).
inline Error broken(const char* sentence)
{
    return { Error::Code::Protocol, QCoreApplication::translate("myna", sentence) };
}

}
