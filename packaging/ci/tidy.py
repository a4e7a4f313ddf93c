#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy on the sources named, all cores busy. A source that passed is not looked at again until it, one of its headers or the rules
change. The precompiled headers are GCC's, so their flags are taken out of a copy of the compile commands."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
build = root / "build/dev"
home = root / "build/tidy"
tool = "clang-tidy-14"


def commands():
    found = []
    for entry in json.loads((build / "compile_commands.json").read_text()):
        entry["command"] = re.sub(r" -Winvalid-pch| -Wno-subobject-linkage| -include \S*cmake_pch\.hxx|^\S*ccache ", " ", entry["command"]).strip()
        # Several sources that are compiled together are looked at one by one.
        parts = re.findall(r'^#include "(.*)"$', pathlib.Path(entry["file"]).read_text(), re.M) if "/Unity/" in entry["file"] else [entry["file"]]
        found += [{**entry, "file": part, "command": entry["command"].replace(entry["file"], part)} for part in parts]
    (home / "compile_commands.json").write_text(json.dumps(found))
    return {os.path.relpath(entry["file"], root) for entry in found}


def headers():
    """The project's files behind each source, as the compiler found them in the last build."""
    behind, together = {}, set()
    out = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    for line in [*out.splitlines(), ""]:
        if line.startswith(" "):
            path = os.path.relpath(os.path.join(build, line.strip()), root)
            if not path.startswith(("..", "build")):
                together.add(path)
            continue
        sources = {path for path in together if path.endswith(".cpp")}
        behind.update({source: together - sources | {source} for source in sources})
        together = set()
    return behind


def fingerprint(source, behind):
    sum = hashlib.sha256()
    for path in [".clang-tidy", *sorted(behind.get(source, {source}))]:
        sum.update(path.encode() + b"\0" + (root / path).read_bytes())
    return sum.hexdigest()


def examine(source, stamp):
    done = subprocess.run([tool, "-p", home, "--quiet", source], cwd=root, capture_output=True, text=True)
    if done.returncode == 0:
        stamp.touch()
    return source, done


def main(sources):
    (home / "passed").mkdir(parents=True, exist_ok=True)
    known, behind = commands(), headers()
    open = []
    for source in sources:
        stamp = home / "passed" / fingerprint(source, behind)
        if source in known and not stamp.exists():
            open.append((source, stamp))
    print(f"{len(sources)} sources, {len(open)} to look at", file=sys.stderr, flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for work in concurrent.futures.as_completed([pool.submit(examine, *entry) for entry in open]):
            source, done = work.result()
            if done.returncode != 0:
                failed += 1
                print(done.stdout, flush=True)
    if failed:
        sys.exit(f"clang-tidy is not content with {failed} of {len(open)} sources")


main(sys.argv[1:])
