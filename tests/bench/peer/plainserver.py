#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain voice server in Python, for the comparison: `plainserver.py VOICE.packets [VOICE.wav]`. It says hello and answers every typed
question with the same Opus packets, five ahead and then one each 60 ms. It decodes nothing, detects nothing and remembers nothing. With a
WAV file (24 kHz, mono) it encodes as many packets of that instead, each when it is due and with the settings of the other server; without,
what it costs is what sockets and pacing alone cost there. VOICE.packets: each packet after its length, two bytes, big-endian."""
import asyncio
import ctypes
import ctypes.util
import json
import os
import struct
import sys
import time
import wave

import websockets

FRAME = 0.060
AHEAD = 5


def packets_of(path):
    data, at, packets = open(path, "rb").read(), 0, []
    while at < len(data):
        (size,) = struct.unpack_from(">H", data, at)
        packets.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    return packets


class Encoder:
    """libopus: speech, complexity 0, 24 kbit/s."""

    library = ctypes.CDLL(ctypes.util.find_library("opus"))
    library.opus_encoder_create.restype = ctypes.c_void_p
    samples = b""

    def __init__(self):
        status = ctypes.c_int()
        self.state = ctypes.c_void_p(self.library.opus_encoder_create(24000, 1, 2048, ctypes.byref(status)))
        for request, value in ((4010, 0), (4002, 24000), (4024, 3001)):
            self.library.opus_encoder_ctl(self.state, request, ctypes.c_int(value))
        self.out, self.at = ctypes.create_string_buffer(4000), 0

    def next(self):
        self.at = self.at if self.at + 2880 <= len(self.samples) else 0
        frame, self.at = self.samples[self.at : self.at + 2880], self.at + 2880
        return self.out.raw[: self.library.opus_encode(self.state, frame, 1440, self.out, 4000)]

    def __del__(self):
        self.library.opus_encoder_destroy(self.state)


async def answer(socket, packets, clock):
    encoder = Encoder() if Encoder.samples else None
    await socket.send(json.dumps({"type": "tts", "state": "start"}))
    await socket.send(json.dumps({"type": "tts", "state": "sentence_start", "text": "This is the answer."}))
    start = time.monotonic()
    for number, packet in enumerate(packets):
        due = start + max(0, number - AHEAD + 1) * FRAME
        wait = due - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        clock[0] += 60
        packet = encoder.next() if encoder else packet
        await socket.send(struct.pack(">HHIII", 2, 0, 0, clock[0] & 0xFFFFFFFF, len(packet)) + packet)
    await asyncio.sleep(AHEAD * FRAME)
    await socket.send(json.dumps({"type": "tts", "state": "stop"}))


async def serve(socket, packets):
    clock, speaking = [0], None
    try:
        async for message in socket:
            if isinstance(message, bytes):
                continue
            kind = json.loads(message)
            if kind.get("type") == "hello":
                await socket.send(
                    json.dumps(
                        {
                            "type": "hello",
                            "transport": "websocket",
                            "session_id": "0",
                            "audio_params": {"format": "opus", "sample_rate": 24000, "channels": 1, "frame_duration": 60},
                        }
                    )
                )
            elif kind.get("type") == "listen" and kind.get("state") == "detect":
                speaking = asyncio.ensure_future(answer(socket, packets, clock))
            elif kind.get("type") == "abort" and speaking:
                speaking.cancel()
    except websockets.ConnectionClosed:
        pass
    finally:
        if speaking:
            speaking.cancel()


async def main():
    packets = packets_of(sys.argv[1])
    if len(sys.argv) > 2:
        with wave.open(sys.argv[2]) as voice:
            Encoder.samples = voice.readframes(voice.getnframes())

    async def handler(socket, *_):
        await serve(socket, packets)

    # No compression, as the other one: Opus does not shrink.
    async with websockets.serve(handler, "127.0.0.1", 0, compression=None, max_size=1 << 20, ping_interval=20) as server:
        port = server.sockets[0].getsockname()[1]
        print(json.dumps({"event": "ready", "websocket": f"ws://127.0.0.1:{port}/xiaozhi/v1/", "pid": os.getpid()}), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
