#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Figures of speed and size, each with its method and its limit. Everything runs in private sound, display and data folders.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$PWD/build/bench/bin
dir=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$dir"; }
trap cleanup EXIT
say() { printf '%-58s %12s   %s\n' "$1" "$2" "${3:-}"; }
field() { sed -n "s/.*\"$2\":\([-0-9.]*\).*/\1/p" <<<"$1" | head -1; }
url() { sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" <<<"$1" | head -1; }
resident() { awk '/^VmRSS/ {print $2}' "/proc/$1/status"; }
ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

echo "machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(awk '/MemTotal/ {printf "%.0f GB", $2 / 1048576}' /proc/meminfo), build $(sed -n 's/^CMAKE_BUILD_TYPE:STRING=//p' build/bench/CMakeCache.txt)"
echo
echo "== window (Xvfb, second of two starts; from exec to the first exposed and painted frame; resident 3 s later)"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$dir/display" 2>/dev/null & pids+=($!)
while [[ ! -s $dir/display ]]; do read -rt 0.05 <> <(:) || true; done
export DISPLAY=:$(cat "$dir/display") XDG_RUNTIME_DIR=$dir HOME=$dir
unset PULSE_SERVER
export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent # no keyring: it would ask for a password nobody types
for _ in 1 2; do line=$(MYNA_STARTED_AT=$(date +%s%3N) "$bin/myna" --data "$dir/window" --measure-start 2>/dev/null); done
say "first paint" "$(field "$line" first_paint_ms) ms" "limit 150 ms"
say "resident, idle" "$(($(field "$line" resident_kb) / 1024)) MB" "limit 80 MB"

echo
echo "== sound (private PulseAudio with null sinks; times read from the recorded sound itself)"
QT_QPA_PLATFORM=offscreen "$bin/tst_soundloop" 2>/dev/null | sed -n 's/^QINFO *: [^ ]* //p' || echo "the sound part failed"
"$bin/myna_bench" client

echo
echo "== server (mynad serve on loopback, policy open; resident of the process)"
"$bin/myna_bench" server
espeak-ng -v en-us -s 140 -w "$dir/q.wav" "what can you do"
"$bin/mynad" serve --data "$dir/server" --bind 127.0.0.1 --port 0 --http-port 0 --activation open --json >"$dir/serve.json" 2>"$dir/serve.log" & server=$!; pids+=($server)
while ! grep -qs '"event":"ready"' "$dir/serve.json"; do read -rt 0.1 <> <(:) || true; done
ready=$(grep '"event":"ready"' "$dir/serve.json"); ws=$(url "$ready" websocket)
# A first conversation loads the models, so that they are not counted as a device's.
"$bin/mynad" bench devices --websocket "$ws" --devices 2 --talking 2 --seconds 15 --input "$dir/q.wav" --json >/dev/null 2>&1 || true
before=$(resident $server)
"$bin/mynad" bench devices --websocket "$ws" --devices 100 --talking 0 --seconds 12 --json >"$dir/idle.json" 2>/dev/null & bench=$!
read -rt 9 <> <(:) || true; idle=$(resident $server); wait $bench || true
say "resident with nobody connected" "$((before / 1024)) MB"
say "for each idle device, 100 connected" "$(((idle - before) / 100)) kB" "limit 100 kB"
start=$(ticks $server)
"$bin/mynad" bench devices --websocket "$ws" --devices 100 --talking 100 --seconds 40 --json >"$dir/talk.json" 2>/dev/null & bench=$!
read -rt 30 <> <(:) || true; talking=$(resident $server); wait $bench || true
say "for each talking device, 100 connected (typed questions)" "$(((talking - before) / 100)) kB" "limit 400 kB"
say "server CPU while 100 talk" "$((($(ticks $server) - start) * 100 / $(getconf CLK_TCK) / 40)) %" "of one core"
talk=$(cat "$dir/talk.json")
say "frame spacing error P50 / P95" "$(sed -n 's/.*"spacing_error_ms":{"p50":\([0-9.]*\),"p95":\([0-9.]*\).*/\1 \/ \2/p' <<<"$talk" | awk '{printf "%.2f / %.2f ms", $1, $3}')" "limit P95 5 ms"
say "turns answered in 40 s" "$(field "$talk" turns)"
say "question to first packet P50 / P95" "$(sed -n 's/.*"turn_latency_ms":{"p50":\([0-9.]*\),"p95":\([0-9.]*\).*/\1 \/ \2/p' <<<"$talk" | awk '{printf "%.0f / %.0f ms", $1, $3}')" "all stages, real voice"
