#!/bin/bash
# Takes the pictures of this folder anew: the real window, on a desktop of its own, with the demo library and a camera
# that shows a portrait.
#
#     assets/screenshots/make.sh [BINARY]
#
# BINARY is target/release/mien unless told otherwise. Needs what the tests need (make test-packages).
# Look at each picture before it is committed.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=$(realpath "${1:-target/release/mien}")
harness=$PWD/tests/harness
out=$PWD/assets/screenshots
work=$(mktemp -d)

# A camera in user space that shows the portrait of the tests.
mkdir -p "$work/cameras/video0" "$work/data"
echo "Camera" >"$work/cameras/video0/name"
gcc -shared -fPIC -O1 -o "$work/fakecam.so" "$harness/fakecam.c" -pthread
ffmpeg -loglevel error -i tests/pictures/astronaut.jpg -vf "scale=700:-2,crop=640:480:30:10" -q:v 2 "$work/frame.jpg"
python3 -c 'import struct, sys
frame = open(sys.argv[1], "rb").read()
open(sys.argv[2], "wb").write((struct.pack("<I", len(frame)) + frame) * 4)' \
    "$work/frame.jpg" "$work/cameras/video0/MJPG-640x480"

# Starts one of the tests' harnesses, and takes over the environment it prints. It ends when its input does.
inputs=()
begin() {
    local name=$1 input line
    mkfifo "$work/$name.in" "$work/$name.out"
    "$harness/$name" "${@:2}" <"$work/$name.in" >"$work/$name.out" &
    exec {input}>"$work/$name.in"
    inputs+=("$input")
    while read -r line; do
        case $line in
            ready) return ;;
            error:*) echo "$line" >&2; exit 1 ;;
            *) export "${line?}" ;;
        esac
    done <"$work/$name.out"
    exit 1
}
app=
finish() {
    [ -z "$app" ] || kill "$app" 2>/dev/null || true
    for input in "${inputs[@]}"; do exec {input}>&-; done
    wait
    rm -rf "$work"
}
trap finish EXIT
# The demo library, wherever the binary lies; its moods from its sound.
"$binary" --data-dir "$work/data" import music >/dev/null
"$binary" --data-dir "$work/data" mood analyze >/dev/null
begin desktop.sh 1400x900
begin sound.sh "$work/played.wav"

ui() { /usr/bin/python3 "$harness/ui.py" "$@"; }

# Opens the window with these settings, and waits until it is there.
open_window() {
    [ -z "$app" ] || { kill "$app"; wait "$app" 2>/dev/null || true; }
    printf 'schema = 1\nconsent = "allowed"\nresume = "paused"\n%s\n' "$1" >"$work/data/settings.toml"
    LD_PRELOAD=$work/fakecam.so MIEN_FAKECAM=$work/cameras "$binary" --data-dir "$work/data" >"$work/log" 2>&1 &
    app=$!
    ui wait "You look happy" 60 >/dev/null
    window=$(xdotool search --pid "$app" --name '^Mien$' | head -n 1)
}

# Saves the window, without the pointer's touch, as a small file.
shot() {
    xdotool mousemove 1399 899
    sleep 2
    import -window "$window" "$work/shot.png"
    convert "$work/shot.png" -strip -define png:compression-level=9 -define png:compression-filter=5 "$out/$1.png"
    # A photograph in 24 bits can be large; then 256 colours with fine noise look the same.
    if [ "$(stat -c %s "$out/$1.png")" -gt 290000 ]; then
        convert "$work/shot.png" -strip -dither FloydSteinberg -colors 256 -define png:compression-level=9 "$out/$1.png"
    fi
    echo "$out/$1.png"
}

open_window 'appearance = "dark"'
ui press "button:Play"
ui wait "button:Pause" >/dev/null
sleep 8
shot now-dark
ui press "Lift"
sleep 3
shot lift-dark
ui press "Match"
ui press "Library"
ui wait "Search library" >/dev/null
shot library-dark

open_window 'appearance = "light"'
ui press "Now playing"
ui press "button:Play"
sleep 8
shot now-light
ui press "Library"
ui press "Albums"
sleep 2
shot albums-light
ui press "Settings"
ui wait "Search settings" >/dev/null
shot settings-light
ui press "Now playing"
xdotool windowsize "$window" 420 640
shot small-light
