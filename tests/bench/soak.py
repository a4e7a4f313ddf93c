#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench soak [MINUTES]: the server under load that misbehaves, 1, 5 and 10 % in turn: cut connections, nonsense, interrupted answers,
engines that fail, and clients that do not read. Passes when at least 99 % of the other turns are answered, and neither memory nor
descriptors grow. Exit status 0 or 1."""
import base64
import os
import socket
import sys
import tempfile
import threading
import time

import crowd

DEVICES, TALKING = 60, 40
SUCCESS = 0.99
MAX_GROWTH = 0.03  # of the memory in use, over the second half: in the first, everything that may happen happens for the first time
MAX_GROWTH_KB = 3072  # below this it is the database's page cache, which takes up to 2 MB as the file grows, and the allocator's breathing


class SlowReaders:
    """Ask for answers and never read them: the server has to let go of them by itself."""

    def __init__(self, websocket, count):
        self.host, self.port = websocket.split("/")[2].split(":")
        self.stop = threading.Event()
        self.done = 0
        self.threads = [threading.Thread(target=self.run, args=(n,)) for n in range(count)]
        for thread in self.threads:
            thread.start()

    def text(self, line):
        mask = os.urandom(4)
        payload = bytes(b ^ mask[i % 4] for i, b in enumerate(line.encode()))
        size = bytes([0x80 | len(payload)]) if len(payload) < 126 else bytes([0x80 | 126]) + len(payload).to_bytes(2, "big")
        return bytes([0x81]) + size + mask + payload

    def run(self, number):
        while not self.stop.is_set():
            try:
                with socket.create_connection((self.host, int(self.port)), 5) as wire:
                    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                    key = base64.b64encode(os.urandom(16)).decode()
                    wire.sendall(
                        f"GET /xiaozhi/v1/ HTTP/1.1\r\nHost: {self.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nDevice-Id: 02:51:00:00:00:{number:02x}\r\n"
                        f"Client-Id: slow-{number}\r\n\r\n".encode()
                    )
                    wire.sendall(self.text('{"type":"hello","version":1,"transport":"websocket"}'))
                    for _ in range(12):
                        wire.sendall(self.text('{"type":"listen","state":"detect","text":"tell me everything"}'))
                        if self.stop.wait(1):
                            break
                    self.done += 1
            except OSError:
                self.stop.wait(1)

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def growth(values):
    """Of a straight line through them, from its first to its last point."""
    n = len(values)
    if n < 2:
        return 0
    middle_x, middle_y = (n - 1) / 2, sum(values) / n
    slope = sum((x - middle_x) * (y - middle_y) for x, y in enumerate(values)) / sum((x - middle_x) ** 2 for x in range(n))
    return slope * (n - 1)


def phase(server, percent, seconds, samples):
    slow = SlowReaders(server.websocket, max(1, percent // 2))
    load = crowd.Load(server.websocket, DEVICES, TALKING, seconds, 1, faults=percent)
    load.wait_for("talking")
    until = time.monotonic() + seconds - 5
    while time.monotonic() < until:
        samples.append((crowd.resident_kb(server.pid), crowd.descriptors(server.pid)))
        time.sleep(2)
    figures = load.wait_for("bench")
    load.end()
    slow.end()
    rate = figures["turns"] / max(1, figures["turns"] + figures["turns_failed"])
    print(
        f"{percent:3} % faults: {figures['turns_begun']} turns without a fault, {figures['turns']} answered, {figures['turns_failed']} not"
        f" ({rate * 100:.2f} %), {figures['faults']} faults, {slow.done} slow readers; spacing error P95"
        f" {figures['spacing_error_ms']['p95']:.2f} ms, resident {samples[-1][0] / 1024:.1f} MB, {samples[-1][1]} descriptors",
        flush=True,
    )
    return figures


def settled(server):
    """The descriptors left when everybody is gone; clients that vanished are given time to be noticed."""
    seen = []
    while len(seen) < 60 and not (len(seen) > 5 and len(set(seen[-5:])) == 1):
        time.sleep(1)
        seen.append(crowd.descriptors(server.pid))
    return seen[-1]


def main():
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    crowd.allow_many_sockets()
    with tempfile.TemporaryDirectory() as folder:
        voice = crowd.make_voice(folder, "Yes, I think that is how it was.")
        server = crowd.Server([crowd.BIN / "myna_crowd", f"{folder}/data", voice, 2])
        crowd.measure(server, 4, 4, seconds=8, idle=0)
        crowd.Load(server.websocket, DEVICES, TALKING, 15, 0, faults=10).end()  # the allocator has seen everything once
        before = settled(server)
        samples, turns, failed = [], 0, 0
        each = max(15, int(minutes * 60 / 6))
        started = time.monotonic()
        for percent in (1, 5, 10, 1, 5, 10):
            figures = phase(server, percent, each, samples)
            turns += figures["turns"]
            failed += figures["turns_failed"]
        after = settled(server)
        status = server.stop()
        took = (time.monotonic() - started) / 60
    later = [kb for kb, _ in samples[len(samples) // 2 :]]
    rate = turns / max(1, turns + failed)
    grown = growth(later)
    checks = [
        (f"turns answered {rate * 100:.2f} % of {turns + failed}", rate >= SUCCESS, f"at least {SUCCESS * 100:.0f} %"),
        (
            f"memory {later[0] / 1024:.1f} MB at half time, {later[-1] / 1024:.1f} MB at the end, {grown / 1024:+.2f} MB by its slope",
            grown <= max(MAX_GROWTH_KB, later[0] * MAX_GROWTH),
            "does not grow",
        ),
        (f"descriptors {before} before, {after} after", after <= before, "all given back"),
        (f"ended with {status}", status == 0, "0"),
    ]
    print(f"\n{took:.1f} minutes")
    for what, kept, wanted in checks:
        print(f"{'ok  ' if kept else 'FAIL'} {what} ({wanted})")
    return 0 if all(kept for _, kept, _ in checks) else 1


sys.exit(main())
