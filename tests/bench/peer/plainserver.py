#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain voice server in Python, for the comparison: `plainserver.py VOICE.packets`. It says hello and answers every typed question with
the same Opus packets, five ahead and then one each 60 ms. It decodes nothing, detects nothing, encodes nothing and remembers nothing, so
what it costs is what sockets and pacing alone cost there. VOICE.packets: each packet after its length, two bytes, big-endian."""
import asyncio
import json
import os
import struct
import sys
import time

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


async def answer(socket, packets, clock):
    await socket.send(json.dumps({"type": "tts", "state": "start"}))
    await socket.send(json.dumps({"type": "tts", "state": "sentence_start", "text": "This is the answer."}))
    start = time.monotonic()
    for number, packet in enumerate(packets):
        due = start + max(0, number - AHEAD + 1) * FRAME
        wait = due - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        clock[0] += 60
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

    async def handler(socket, *_):
        await serve(socket, packets)

    # No compression, as the other one: Opus does not shrink.
    async with websockets.serve(handler, "127.0.0.1", 0, compression=None, max_size=1 << 20, ping_interval=20) as server:
        port = server.sockets[0].getsockname()[1]
        print(json.dumps({"event": "ready", "websocket": f"ws://127.0.0.1:{port}/xiaozhi/v1/", "pid": os.getpid()}), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
