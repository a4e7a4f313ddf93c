#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The README's pictures, taken from the running program on a virtual screen with a virtual microphone.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p build/shots packaging/pictures
build/dev/bin/shots build/shots "$@"
for name in first-light pair-dark talk-light talk-zh-dark server-light check-echo-light statistics-dark history-light; do
  cp "build/shots/$name.png" packaging/pictures/
done
# The panel's things are examples: this computer has no house.
QT_QPA_PLATFORM=offscreen build/dev/bin/ui_shots build/shots/samples "" panel
cp build/shots/samples/panel-en-light.png packaging/pictures/panel-light.png
echo "every page in both themes and languages: build/shots; the README's: packaging/pictures"
