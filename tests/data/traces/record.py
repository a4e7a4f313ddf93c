#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records when the packets of a real answer arrive: a client of its own, on a bare socket, that shares no code with Myna.

    record.py ws://127.0.0.1:8000/xiaozhi/v1/ NAME "what it is" [--seconds 30] [--busy 2]

Asks the server to repeat a long text and notes the time of every packet. --busy keeps so many cores occupied meanwhile. What is written as
sent is the latest steady schedule (a head start, then one packet each 60 ms) that no packet was ahead of; the rest is lateness, the server's,
the network's and the receiver's."""
import argparse
import base64
import json
import multiprocessing
import os
import pathlib
import socket
import struct
import time
import urllib.parse

FRAME = 60  # ms of sound in a packet
TEXT = ("The river begins high in the hills as a thin line of water under the grass. By noon it has found company and hurries over stones, "
        "past a mill that nobody uses any more, and under a bridge where children count the trains. ")


class WebSocket:
    """As much of RFC 6455 as a recording needs."""

    def __init__(self, url):
        at = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((at.hostname, at.port or 80))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        lines = (f"GET {at.path or '/'} HTTP/1.1", f"Host: {at.netloc}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}", "Sec-WebSocket-Version: 13",
                 "Protocol-Version: 1", f"Device-Id: 02:00:00:00:0a:{os.getpid() % 256:02x}", "Client-Id: 4a8f0c1e-7f7e-4c55-8b0b-6f1f7b1c2d3e")
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head:
            raise SystemExit(head.decode())

    def more(self):
        piece = self.socket.recv(65536)
        if not piece:
            raise SystemExit("the server hung up")
        self.buffer += piece

    def take(self, count):
        while len(self.buffer) < count:
            self.more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def send(self, opcode, payload):
        mask = os.urandom(4)
        size = bytes([0x80 | len(payload)]) if len(payload) < 126 else bytes([0xFE]) + struct.pack(">H", len(payload))
        self.socket.sendall(bytes([0x80 | opcode]) + size + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def say(self, message):
        self.send(1, json.dumps(message).encode())

    def frame(self):
        first, second = self.take(2)
        size = second & 127
        if size > 125:
            size = struct.unpack(">H", self.take(2))[0] if size == 126 else struct.unpack(">Q", self.take(8))[0]
        return first & 15, self.take(size)


def burn():
    while True:
        sum(range(100000))


def record(url, seconds):
    server = WebSocket(url)
    server.say({"type": "hello", "version": 1, "transport": "websocket",
                "audio_params": {"format": "opus", "sample_rate": 16000, "channels": 1, "frame_duration": FRAME}})
    arrivals = []
    while True:
        opcode, payload = server.frame()
        now = time.monotonic() * 1000
        if opcode == 2:
            arrivals.append(now)
            if len(arrivals) * FRAME >= seconds * 1000:
                return arrivals
        elif opcode == 9:
            server.send(10, payload)
        elif opcode == 1:
            message = json.loads(payload)
            if message["type"] == "hello":
                server.say({"session_id": message.get("session_id", ""), "type": "listen", "state": "detect",
                            "text": "repeat " + TEXT * 3})
            elif message.get("state") == "stop":
                return arrivals


def main():
    words = argparse.ArgumentParser()
    words.add_argument("url")
    words.add_argument("name")
    words.add_argument("what")
    words.add_argument("--seconds", type=float, default=30)
    words.add_argument("--busy", type=int, default=0)
    asked = words.parse_args()
    burners = [multiprocessing.Process(target=burn, daemon=True) for _ in range(asked.busy)]
    for burner in burners:
        burner.start()
    arrivals = record(asked.url, asked.seconds)
    for burner in burners:
        burner.kill()
    since = [arrival - arrivals[0] for arrival in arrivals]
    ahead = max(i * FRAME - at for i, at in enumerate(since))
    lateness = sorted(at - max(0, i * FRAME - ahead) for i, at in enumerate(since))
    print(f"{len(since)} packets, {ahead:.0f} ms ahead, late: median {lateness[len(lateness) // 2]:.1f} ms, longest {lateness[-1]:.1f} ms")
    path = pathlib.Path(__file__).parent / f"{asked.name}.trace"
    with open(path, "w", encoding="ascii") as out:
        print(f"# {asked.what}\n# wire stream\n# frame {FRAME}", file=out)
        for i, at in enumerate(since):
            print(f"{max(0, i * FRAME - ahead):.1f} {at:.1f}", file=out)


main()
