// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdio>

namespace myna::daemon {

// One line to stderr that says which verb could not do what.
inline void complain(const QString& verb, const QString& sentence)
{
    std::fprintf(stderr, "mynad %s: %s\n", qPrintable(verb), qPrintable(sentence));
}

}
