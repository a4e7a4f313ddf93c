# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benches of the server share: a server process, the load on it, and what the kernel says it costs."""
import json
import os
import pathlib
import resource
import subprocess
import threading
import time

BIN = pathlib.Path(__file__).resolve().parents[2] / "build/bench/bin"
TICK = os.sysconf("SC_CLK_TCK")


def allow_many_sockets():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16384 if hard == resource.RLIM_INFINITY else min(hard, 16384)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def resident_kb(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


LONG = "This is a sentence of ordinary length, as an assistant says it when somebody asks about the weather."


def make_voice(folder, text=LONG, name="voice"):
    """Some seconds of synthetic speech as a WAV file."""
    path = f"{folder}/{name}.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-w", path, text], check=True)
    return path


class Server:
    """A program that prints {"event":"ready","websocket":…} and ends with its standard input."""

    def __init__(self, arguments, environment=None):
        self.process = subprocess.Popen(
            [str(a) for a in arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{arguments[0]} did not start")
        ready = json.loads(line)
        self.websocket, self.pid = ready["websocket"], self.process.pid
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def stop(self):
        self.process.stdin.close()
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return -1


class Load:
    """`mynad bench devices` against a server; events as they come."""

    def __init__(self, websocket, devices, talking, seconds, idle=0, **options):
        arguments = [BIN / "mynad", "bench", "devices", "--json", "--websocket", websocket, "--devices", devices]
        arguments += ["--talking", talking, "--seconds", seconds, "--idle", idle]
        for name, value in options.items():
            arguments += [f"--{name}", value]
        self.process = subprocess.Popen(
            [str(a) for a in arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.pid = self.process.pid

    def wait_for(self, name):
        for line in self.process.stdout:
            event = json.loads(line)
            if event.get("event") == name:
                return event
        raise SystemExit(f"the load generator ended before it said {name}")

    def end(self):
        self.process.stdout.read()
        return self.process.wait()


def measure(server, devices, talking, seconds=18, idle=3, **options):
    """One run: memory when everybody is connected and when so many talk, CPU while they do, and what the devices saw."""
    base = resident_kb(server.pid)
    load = Load(server.websocket, devices, talking, seconds, idle, **options)
    arrived = load.wait_for("arrived")
    time.sleep(max(0, idle - 0.5))
    idle_kb = resident_kb(server.pid)
    load.wait_for("talking")
    at, before, before_load = time.monotonic(), cpu_seconds(server.pid), cpu_seconds(load.pid)
    most_kb = 0
    until = at + seconds - 4  # the talkers take 3 s to begin
    while time.monotonic() < until:
        time.sleep(0.5)
        most_kb = max(most_kb, resident_kb(server.pid))
    took = time.monotonic() - at
    cpu, cpu_load = (cpu_seconds(server.pid) - before) / took, (cpu_seconds(load.pid) - before_load) / took
    figures = load.wait_for("bench")
    load.end()
    return {
        **figures,
        "connects_per_second": arrived["connects_per_second"],
        "connect_ms": arrived["connect_ms"],
        "base_kb": base,
        "idle_kb": (idle_kb - base) / devices,
        "talking_kb": (most_kb - idle_kb) / talking + (idle_kb - base) / devices if talking else 0,
        "cpu": cpu,
        "cpu_load": cpu_load,
    }
