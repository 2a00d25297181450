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
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    "$binary" bench | tr ',{}' '\n\n\n' | grep -i first_frame || true
else
    echo "no display    the time to the first frame is printed where there is one"
fi
