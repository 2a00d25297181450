#!/bin/bash
# A desktop of one's own: a virtual screen, a window manager, a session bus and accessibility.
#
#     desktop.sh [WIDTHxHEIGHT]
#
# Prints lines NAME=VALUE for the environment of programs that should appear there, then "ready", and stays until its
# standard input ends. Then it stops everything it started and leaves nothing behind. On failure it prints a line
# "error: ..." and ends.
set -u
size=${1:-1280x800}
started=()

fail() { echo "error: $1"; exit 1; }
need() { command -v "$1" >/dev/null || fail "this needs $1: sudo apt install $2"; }
wait_for() { # what, then a command that succeeds when it is there
    local what=$1; shift
    for _ in {1..200}; do "$@" 2>/dev/null >&2 && return; sleep 0.05; done
    cat "$folder"/*.log >&2
    fail "$what did not start"
}
start() { "$@" >"$folder/$(basename "$1").log" 2>&1 </dev/null & started+=($!); }

need Xvfb xvfb
need openbox openbox
need dbus-daemon dbus
need dbus-send dbus
launcher=/usr/libexec/at-spi-bus-launcher
[ -x $launcher ] || fail "this needs at-spi-bus-launcher: sudo apt install at-spi2-core"

folder=$(mktemp -d)
finish() {
    local i
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do kill "${started[i]}" 2>/dev/null; done
    wait
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

mkdir -m 700 "$folder/run" "$folder/home"
export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run DBUS_SESSION_BUS_ADDRESS=unix:path=$folder/run/bus
unset WAYLAND_DISPLAY XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME

# The server takes a free number and writes it to a file, so that desktops can stand side by side.
Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset 3>"$folder/number" >"$folder/Xvfb.log" 2>&1 </dev/null &
started+=($!)
wait_for Xvfb test -s "$folder/number"
DISPLAY=:$(tr -d '[:space:]' <"$folder/number")
export DISPLAY

start dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS"
wait_for "the session bus" test -S "$folder/run/bus"
start openbox
start $launcher --launch-immediately
# Programs build their accessibility tree when this says that somebody wants it.
wait_for accessibility dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus \
    org.freedesktop.DBus.Properties.Set string:org.a11y.Status string:IsEnabled variant:boolean:true

for name in HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS DISPLAY; do echo "$name=${!name}"; done
echo LIBGL_ALWAYS_SOFTWARE=1
echo ready
cat >/dev/null
