#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything a machine can check: what must hold before a push. Each part says its name; the first failure ends the run.
set -euo pipefail
cd "$(dirname "$0")/../.."
launcher=(); command -v ccache >/dev/null 2>&1 && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
step() { echo "== $*" >&2; }

step "format"
packaging/ci/format.sh --check
step "spelling"
git ls-files '*.md' '*.h' '*.cpp' '*.cmake' '*.sh' | grep -v '^tests/data/' | xargs codespell --quiet-level 35 --ignore-words packaging/ci/words.txt
step "clang-tidy on the changed sources"
cmake --preset dev "${launcher[@]}" >/dev/null
cmake --build --preset dev --target all myna_bench myna_voice_bench myna_crowd myna_badnet shots ui_shots >/dev/null
base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-list --max-parents=0 HEAD | tail -1)
mapfile -t changed < <(git diff --name-only --diff-filter=AM "$base" -- 'src/*.cpp' 'ui/*.cpp' 'app/*.cpp')
packaging/ci/tidy.py "${changed[@]}"
step "sound: 200 clean exits while every core is busy"
load=()
for _ in $(seq "$(nproc)"); do sha256sum /dev/zero & load+=($!); done
trap 'kill "${load[@]}" 2>/dev/null || true' EXIT
MYNA_SOUND_EXITS=200 QTEST_FUNCTION_TIMEOUT=600000 QT_QPA_PLATFORM=offscreen DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent \
  build/dev/bin/tst_soundexit
kill "${load[@]}"; trap - EXIT
step "fuzzers, ${MYNA_FUZZ_SECONDS:-60} s each"
packaging/ci/fuzz.sh
step "the suite under the address and undefined-behaviour sanitizers"
cmake --preset dev-asan "${launcher[@]}" >/dev/null
cmake --build --preset dev-asan
ctest --preset dev-asan
