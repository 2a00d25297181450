#!/bin/sh
# Prints the size of a binary and how long it takes from nothing to its first frame, with the disk's cache dropped where
# that is allowed.
#
#     packaging/size.sh BINARY
set -eu
binary=${1:-target/release/mien}

size=$(stat -c %s "$binary")
printf 'size          %d bytes (%.1f MiB)\n' "$size" "$(echo "$size" | awk '{print $1 / 1048576}')"
size -A "$binary" 2>/dev/null | awk '
    $1 == ".text" { printf "code          %.1f MiB\n", $2 / 1048576 }
    $1 == ".rodata" { printf "models, fonts %.1f MiB\n", $2 / 1048576 }'

if [ -w /proc/sys/vm/drop_caches ]; then
    sync
    echo 3 >/proc/sys/vm/drop_caches
    kind=cold
else
    kind=warm
fi
seconds() { date +%s.%N; }
start=$(seconds)
"$binary" --version >/dev/null
end=$(seconds)
printf '%s start    %.0f ms to the end of mien --version\n' "$kind" "$(echo "$start $end" | awk '{print ($2 - $1) * 1000}')"

# The window: from nothing to the first frame on the screen, on an empty data folder.
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "no display    run it under xvfb-run for the time to the first frame"
    exit 0
fi
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
[ $kind = warm ] || echo 3 >/proc/sys/vm/drop_caches
start=$(seconds)
RUST_LOG=info "$binary" --data-dir "$data/mien" >/dev/null 2>"$data/log" &
window=$!
until grep -q 'first frame shown' "$data/log" || ! kill -0 $window 2>/dev/null; do sleep 0.01; done
end=$(seconds)
kill $window 2>/dev/null || true
printf '%s window   %.0f ms to the first frame\n' "$kind" "$(echo "$start $end" | awk '{print ($2 - $1) * 1000}')"
