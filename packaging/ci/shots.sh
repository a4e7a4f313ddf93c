#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The README's pictures, taken from the running program on a virtual screen with a virtual microphone.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p packaging/pictures
exec build/dev/bin/shots packaging/pictures "$@"
