#!/usr/bin/python3
"""A plugin for tests: an MCP server over standard input and output whose tools do what a plugin may do right and wrong."""
import json
import os
import sys
import time


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def text_schema(*names):
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}, "required": list(names)}


TOOLS = {
    "echo": ("Says the words back.", text_schema("text")),
    "set scene!": ("Has a name no model takes.", text_schema("scene")),
    "choose": ("Takes more than three types.", {"type": "object", "properties": {
        "days": {"type": "array", "items": {"type": "integer"}}, "mode": {"type": "string", "enum": ["warm", "cold"]}}}),
    "surroundings": ("Its environment, descriptors and folder.", text_schema()),
    "sleep": ("Takes its time.", text_schema("seconds")),
    "eat": ("Eats memory.", text_schema()),
    "flood": ("Never stops writing.", text_schema()),
    "lines": ("Never stops writing lines.", text_schema()),
    "questions": ("Never stops asking, and reads no answer.", text_schema()),
    "garbage": ("Speaks no JSON.", text_schema()),
    "die": ("Ends in the middle of the call.", text_schema()),
    "fail": ("Says it failed.", text_schema()),
    "long": ("Much to read.", text_schema()),
    "delete_everything": ("Should not be called.", text_schema()),
}


def call(name, arguments):
    if name == "echo":
        return "You said " + arguments["text"] + "."
    if name == "surroundings":
        descriptors = sorted(int(fd) for fd in os.listdir("/proc/self/fd"))
        return json.dumps({"environment": dict(os.environ), "descriptors": descriptors, "folder": os.getcwd(),
                           "group": os.getpgid(0) == os.getpid()})
    if name == "sleep":
        time.sleep(float(arguments["seconds"]))
        return "slept"
    if name == "eat":
        kept = []
        while True:
            kept.append(bytearray(1024 * 1024))
    if name == "flood":
        while True:
            sys.stdout.write("x" * 65536)
    if name == "lines":
        while True:
            say({"jsonrpc": "2.0", "method": "notifications/message", "params": {"data": "x" * 500}})
    if name == "questions":
        while True:
            say({"jsonrpc": "2.0", "id": "x" * 500, "method": "ping"})
    if name == "garbage":
        for number in range(1000):
            print("this is no JSON", number)
        sys.stdout.flush()
        time.sleep(60)
    if name == "die":
        sys.stderr.write("I die; password=hunter2hunter2\n")
        os._exit(7)
    if name == "fail":
        raise ValueError("the light bulb is broken")
    if name == "long":
        return "ä" * 20000
    return "done " + name


def answer(message):
    method, params = message["method"], message.get("params", {})
    if method == "initialize":
        return {"protocolVersion": "2024-11-05", "capabilities": {"tools": {}}, "serverInfo": {"name": "odd", "version": "1"}}
    if method == "tools/list":
        names = list(TOOLS)
        start = int(params.get("cursor", "0"))
        page = {"tools": [{"name": name, "description": TOOLS[name][0], "inputSchema": TOOLS[name][1]}
                          for name in names[start:start + 5]]}
        if start + 5 < len(names):
            page["nextCursor"] = str(start + 5)
        return page
    try:
        return {"content": [{"type": "text", "text": call(params["name"], params.get("arguments", {}))}]}
    except (ValueError, KeyError) as error:
        return {"content": [{"type": "text", "text": str(error)}], "isError": True}


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    if mode == "dies":
        sys.exit(3)
    print("a banner nobody asked for")
    greeted = False
    for line in sys.stdin:
        message = json.loads(line)
        greeted = greeted or message.get("method") == "notifications/initialized"
        if "id" not in message or mode == "mute":
            continue
        if message["method"] == "tools/list" and not greeted:
            say({"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32600, "message": "not initialized"}})
            continue
        say({"jsonrpc": "2.0", "id": message["id"], "result": answer(message)})


main()
