#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Formats every source; with --check only says what is not formatted.
set -euo pipefail
cd "$(dirname "$0")/../.."
mapfile -t files < <(git ls-files 'src/*.cpp' 'src/*.h' 'ui/*.cpp' 'ui/*.h' 'app/*.cpp' 'app/*.h' 'tests/*.cpp' 'tests/*.h')
if [[ ${1:-} == --check ]]; then
  clang-format-14 --dry-run -Werror "${files[@]}"
else
  clang-format-14 -i "${files[@]}"
fi
