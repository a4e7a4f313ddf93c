#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the arrival traces of this folder, the same ones each time. Not recordings: each shows one habit of networks or servers, clearly."""
import pathlib
import random

FRAME = 60  # ms of sound in a packet
here = pathlib.Path(__file__).parent


def write(name, what, datagrams, packets):
    with open(here / f"{name}.trace", "w", encoding="ascii") as out:
        print(f"# {what}", file=out)
        print(f"# wire {'datagrams' if datagrams else 'stream'}", file=out)
        print(f"# frame {FRAME}", file=out)
        for sent, arrival in packets:
            print(f"{sent:.1f} " + ("lost" if arrival is None else f"{arrival:.1f}"), file=out)


def paced(seconds, rate=1.0):
    return [i * FRAME * rate for i in range(int(seconds * 1000 / FRAME))]


def in_order(packets):
    """What waits in one queue does not overtake itself."""
    latest = 0
    for sent, arrival in packets:
        latest = max(latest, arrival or 0)
        yield sent, latest if arrival else None


def busy_channel(rng, sends):
    """Every second or so somebody else has the channel for 60 to 150 ms; then all that waited comes at once."""
    start, end = 1200, 1300
    for sent in sends:
        if sent > end:
            start = end + rng.uniform(600, 1500)
            end = start + rng.uniform(60, 150)
        yield sent, (end if start <= sent < end else sent) + 4 + rng.uniform(0, 4)


def mobile(rng, sends):
    """40 ms, a scheduler that adds some, a queue that fills every few seconds and empties slowly; one in 150 is lost."""
    queue = 0.0
    for sent in sends:
        if rng.random() < 0.015:
            queue = rng.uniform(90, 190)
        queue *= 0.8
        arrival = sent + 40 + rng.expovariate(1 / 10) + queue
        yield sent, None if rng.random() < 1 / 150 else arrival


def losing(rng, sends, share, stay):
    """Loss comes in runs: `stay` is the chance that the next packet is lost, too."""
    lost = False
    for i, sent in enumerate(sends):
        lost = i > 1 and rng.random() < (stay if lost else share * (1 - stay) / (1 - share))
        yield sent, None if lost else sent + 20 + rng.uniform(0, 6)


def stalling(rng, sends, at, length):
    for sent in sends:
        stall = next((a for a in at if a <= sent < a + length), None)
        yield sent, (stall + length if stall is not None else sent) + 15 + rng.uniform(0, 3)


def overtaken(rng, sends):
    """One in 25 takes another way and comes behind the next one or two."""
    for sent in sends:
        yield sent, sent + 20 + rng.uniform(0, 4) + (rng.uniform(70, 130) if rng.random() < 0.04 else 0)


def ahead(sends, packets):
    return [max(0, i - packets) * FRAME for i in range(len(sends))]


def sentences(sends):
    """A sentence is sent whole, the next one when half a second of it is left."""
    rng = random.Random(9)
    out, start = [], 0
    while len(out) < len(sends):
        length = rng.randrange(20, 70)
        out += [start] * length
        start += length * FRAME - (500 if len(out) == length else 0)
    return out[: len(sends)]


half_minute = paced(30)
write("wifi-burst", "Wi-Fi with a busy neighbour", True, busy_channel(random.Random(1), half_minute))
write("wifi-burst-stream", "the same through a stream", False, in_order(busy_channel(random.Random(1), half_minute)))
write("4g", "a phone network on the move", True, in_order(mobile(random.Random(2), half_minute)))
write("loss-2", "2 % lost, one by one", True, losing(random.Random(11), half_minute, 0.02, 0.02))
write("loss-10", "10 % lost, a third of them in runs", True, losing(random.Random(4), half_minute, 0.10, 0.35))
write("stall-300", "a stream that stands still for 300 ms, three times", False,
      in_order(stalling(random.Random(5), half_minute, (6020, 14330, 23050), 300)))
write("reorder", "packets that overtake each other", True, overtaken(random.Random(6), half_minute))
write("drift-plus", "a server whose clock is 200 ppm slow", False, [(s, s + 15) for s in paced(60, 1.0002)])
write("drift-minus", "a server whose clock is 200 ppm fast", False, [(s, s + 15) for s in paced(60, 0.9998)])
write("ahead-5", "a server five packets ahead, through Wi-Fi", False,
      in_order(busy_channel(random.Random(7), ahead(half_minute, 5))))
write("sentences", "a server that sends a sentence at once", False, [(s, s + 15 + i * 0.01) for i, s in enumerate(sentences(half_minute))])
