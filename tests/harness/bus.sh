#!/bin/bash
# A session bus of one's own, with the services of a desktop that write down what they are asked (see services.py).
#
#     bus.sh LOG [CAMERA]
#
# Prints lines NAME=VALUE for the environment of programs that should speak there, then "ready", and stays until its
# standard input ends. Then it stops everything it started and leaves nothing behind. On failure it prints a line
# "error: ..." and ends.
set -u
log=$1
started=()

fail() { echo "error: $1"; exit 1; }
need() { command -v "$1" >/dev/null || fail "this needs $1: sudo apt install $2"; }
wait_for() { # what, then a command that succeeds when it is there
    local what=$1; shift
    for _ in {1..400}; do "$@" 2>/dev/null >&2 && return; sleep 0.05; done
    cat "$folder"/*.log >&2
    fail "$what did not start"
}

need dbus-daemon dbus
need dbus-send dbus

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
unset WAYLAND_DISPLAY DISPLAY XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME

dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" >"$folder/bus.log" 2>&1 </dev/null &
started+=($!)
wait_for "the session bus" test -S "$folder/run/bus"
# The system's Python: only that one knows Debian's packages.
/usr/bin/python3 "$(dirname "$0")/services.py" "$@" >"$folder/services.log" 2>&1 </dev/null &
started+=($!)
wait_for "the services" test -s "$log"

for name in HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS; do echo "$name=${!name}"; done
# No system bus either: nothing here may reach the machine's own.
echo "DBUS_SYSTEM_BUS_ADDRESS=unix:path=$folder/run/no-system-bus"
echo ready
cat >/dev/null
