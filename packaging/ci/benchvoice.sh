#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Figures of the voice path: times read from the recorded sound itself, then packets to sound beside other programs' buffers, and CPU.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$PWD/build/bench/bin
export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
unset PULSE_SERVER
echo "machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), build $(sed -n 's/^CMAKE_BUILD_TYPE:STRING=//p' build/bench/CMakeCache.txt)"
echo
echo "== microphone to packet, packet to loudspeaker, interrupt (private PulseAudio with null sinks; read from a recording, corrected by the"
echo "   recorder's lag as the sound server reports it; at the end the rig without Myna, to show that those reports are true)"
QT_QPA_PLATFORM=offscreen "$bin/tst_soundloop" 2>/dev/null | sed -n 's/^QINFO *: [^ ]* //p' || echo "the sound part failed"
echo
"$bin/myna_voice_bench"
