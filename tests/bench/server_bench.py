#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench server: what devices cost the server, and how well it keeps time with many of them, beside a plain server in Python."""
import os
import struct
import subprocess
import tempfile

import crowd

ROWS = [(100, 10), (100, 30), (300, 30), (300, 90), (1000, 100), (1000, 300)]
GOAL_IDLE_KB, GOAL_TALKING_KB, GOAL_SPACING_MS, GOAL_OVERHEAD_MS = 100, 400, 5, 30
HEAD = (
    f"{'devices':>7} {'talking':>7} | {'connects/s':>10} {'idle kB':>8} {'talking kB':>10} | {'CPU %':>6} {'per talker %':>12} |"
    f" {'spacing error ms P50/P95/P99':>28} | {'first packet ms P50/P95':>23} | {'lost':>5} {'load CPU %':>10}"
)


def row(devices, talking, f):
    spacing, latency = f["spacing_error_ms"], f["turn_latency_ms"]
    print(
        f"{devices:7} {talking:7} | {f['connects_per_second']:10.0f} {f['idle_kb']:8.0f} {f['talking_kb']:10.0f} |"
        f" {f['cpu'] * 100:6.1f} {f['cpu'] * 100 / talking:12.2f} |"
        f" {spacing['p50']:10.2f} / {spacing['p95']:5.2f} / {spacing['p99']:6.2f} |"
        f" {latency['p50']:10.2f} / {latency['p95']:8.2f} | {f['packets_lost']:5} {f['cpu_load'] * 100:10.1f}",
        flush=True,
    )


def goals(f):
    for what, value, goal, unit in [
        ("memory of an idle device", f["idle_kb"], GOAL_IDLE_KB, "kB"),
        ("memory of a talking device", f["talking_kb"], GOAL_TALKING_KB, "kB"),
        ("spacing error P95, 1000 devices, 300 talking", f["spacing_error_ms"]["p95"], GOAL_SPACING_MS, "ms"),
        ("own overhead per turn P95, the same", f["turn_latency_ms"]["p95"], GOAL_OVERHEAD_MS, "ms"),
    ]:
        verdict = "kept" if value < goal else "MISSED"
        print(f"{what:<46} {value:8.1f} {unit}   goal {goal} {unit}   {value / goal:5.2f} of it, {verdict}")


def spoken(folder, voice):
    """The same with spoken questions: the server decodes them, detects the speech and hears its end; the recogniser answers at once."""
    question = crowd.make_voice(folder, "What will the weather be like tomorrow?", "question")
    server = crowd.Server([crowd.BIN / "myna_crowd", f"{folder}/spoken", voice])
    crowd.measure(server, 2, 2, seconds=8, idle=0, input=question)
    print("\nSpoken questions of 2 s instead of typed ones (first packet: after the last packet of the question):")
    print(HEAD, flush=True)
    row(300, 90, crowd.measure(server, 300, 90, seconds=24, input=question))
    server.stop()


def rushed(folder, voice):
    """How fast they come in when all dial at once."""
    server = crowd.Server([crowd.BIN / "myna_crowd", f"{folder}/rush", voice])
    f = crowd.measure(server, 1000, 0, seconds=5, idle=0, rate=100000)
    server.stop()
    took = f["connect_ms"]
    print(
        f"\n1000 devices that dial at once: {f['connected']} connected, {f['refused']} refused, {f['connects_per_second']:.0f} a second;"
        f" dialling to the server's hello P50 / P95 {took['p50']:.0f} / {took['p95']:.0f} ms"
    )


def answer_packets(path):
    """An answer of 12 s, as large as ours; nobody decodes it."""
    with open(path, "wb") as out:
        for number in range(200):
            packet = bytes([0x6B, 0x03]) + os.urandom(166)  # SILK/hybrid, three frames of 20 ms, 22 kbit/s
            out.write(struct.pack(">H", len(packet)) + packet)


def main():
    crowd.allow_many_sockets()
    cores = os.cpu_count()
    print(
        f"Method: the whole server (WebSocket, sessions, pacing, speech detection, Opus at complexity 0, store) with engines that answer\n"
        f"at once, each sentence another sound; `mynad bench devices` on the same {cores} cores over loopback. Everybody connects, is silent\n"
        f"for 3 s, then the talkers ask without a pause for 18 s. Memory: resident size of the process over that before the first device.\n"
        f"CPU: of the server process alone, 100 % is one core. First packet: typed question to first answer packet, so the server's own time.\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        voice = crowd.make_voice(folder)
        print(HEAD, flush=True)
        last = None
        for number, (devices, talking) in enumerate(ROWS):
            server = crowd.Server([crowd.BIN / "myna_crowd", f"{folder}/{number}", voice])
            crowd.measure(server, 2, 2, seconds=6, idle=0)  # what is loaded once is no device's
            last = crowd.measure(server, devices, talking)
            row(devices, talking, last)
            server.stop()
        spoken(folder, voice)
        rushed(folder, voice)
        print()
        goals(last)
        packets = f"{folder}/voice.packets"
        answer_packets(packets)
        again = f"{folder}/voice24.wav"
        subprocess.run(["sox", voice, "-r", "24000", again], check=True)
        plain = {}
        for what, arguments in [("sends packets that are there already", []), ("encodes them, as ours does", [again])]:
            print(f"\nThe same load on a plain Python server (websockets; no speech detection, no sessions) that {what}:")
            print(HEAD, flush=True)
            for devices, talking in [(100, 30), (1000, 300)]:
                peer = crowd.Server(["/usr/bin/python3", os.path.join(os.path.dirname(__file__), "peer/plainserver.py"), packets, *arguments])
                crowd.measure(peer, 2, 2, seconds=6, idle=0)
                plain = crowd.measure(peer, devices, talking)
                row(devices, talking, plain)
                peer.stop()
        print(
            f"\nOurs to theirs that encodes, at 1000/300: CPU {last['cpu'] / max(plain['cpu'], 0.001):.2f}, idle device"
            f" {last['idle_kb'] / max(plain['idle_kb'], 0.1):.2f}, spacing P95"
            f" {last['spacing_error_ms']['p95'] / max(plain['spacing_error_ms']['p95'], 0.001):.2f}."
        )


main()
