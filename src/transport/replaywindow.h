// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace myna::transport {

// Judges the sequence numbers of received packets: each number passes once, a late one as long as it is among the last 64.
// The first one may be any. A leap of more than ten minutes of sound is taken for forged: it would shut out everything that follows.
class ReplayWindow
{
public:
    bool accept(quint32 sequence);

private:
    quint32 m_newest = 0;
    quint64 m_seen = 0; // bit n: newest - n
};

}
