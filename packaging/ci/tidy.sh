#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy on the sources named. The precompiled headers are GCC's, so their flags are taken out of a copy of the compile commands.
set -euo pipefail
cd "$(dirname "$0")/../.."
(($# > 0)) || { echo "nothing changed"; exit 0; }
mkdir -p build/tidy
python3 - <<'PY'
import json, re
commands = json.load(open("build/dev/compile_commands.json"))
for c in commands:
    c["command"] = re.sub(r" -Winvalid-pch| -include \S*cmake_pch\.hxx|^\S*ccache ", " ", c["command"]).strip()
json.dump(commands, open("build/tidy/compile_commands.json", "w"))
PY
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 4 clang-tidy-14 -p build/tidy --quiet --warnings-as-errors='bugprone-*,clang-analyzer-*,concurrency-*,performance-*'
