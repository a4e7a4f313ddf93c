#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the libFuzzer targets with clang and runs each for MYNA_FUZZ_SECONDS (60) from the golden corpus.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${MYNA_FUZZ_SECONDS:-60}
cmake -S tests/fuzz -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_C_COMPILER=clang-14 >/dev/null
cmake --build build/fuzz
for target in build/fuzz/fuzz_*; do
  [[ -x $target && ! -d $target ]] || continue
  name=$(basename "$target")
  mkdir -p "build/fuzz/corpus/$name"
  echo "$name, $seconds s" >&2
  "$target" -max_total_time="$seconds" -max_len=70000 -rss_limit_mb=2048 -print_final_stats=0 -verbosity=0 "build/fuzz/corpus/$name" tests/data/wire
done
