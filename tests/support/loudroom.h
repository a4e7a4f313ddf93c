// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/soundrig.h"

namespace myna::test {

// The microphone hears the loudspeaker, 12 dB quieter.
inline bool openRoom(SoundRig& rig)
{
    if (!rig.pactl({ QStringLiteral("load-module"), QStringLiteral("module-loopback"), QStringLiteral("source=spk.monitor"),
            QStringLiteral("sink=micfeed"), QStringLiteral("latency_msec=20"), QStringLiteral("adjust_time=0"),
            QStringLiteral("remix=yes") }))
        return false;
    QByteArray inputs;
    if (!rig.pactl({ QStringLiteral("list"), QStringLiteral("short"), QStringLiteral("sink-inputs") }, &inputs))
        return false;
    for (const QByteArray& line : inputs.split('\n')) {
        if (line.contains("module-loopback"))
            return rig.pactl(
                { QStringLiteral("set-sink-input-volume"), QString::fromLatin1(line.split('\t').first()), QStringLiteral("-12dB") });
    }
    return false;
}

}
