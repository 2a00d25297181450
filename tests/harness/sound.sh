#!/bin/bash
# A sound card of one's own, and a recorder of all that is played on it.
#
#     sound.sh RECORDING.wav
#
# A PipeWire server with a null sink, paced in real time, made ALSA's default device for the programs that get the
# environment it prints. Prints lines NAME=VALUE, then "ready", and stays until its standard input ends; then it
# completes the recording, stops everything it started and leaves nothing else behind. With the printed environment
# pactl reaches this server, so that a test can take the device away (the sink is called "test_card"); the process
# SOUND_SERVER_PID is the server programs talk to, and "pipewire-pulse" starts another one. On failure it
# prints a line "error: ..." and ends.
set -u
recording=$1
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

need dbus-daemon dbus
need pipewire pipewire
need wireplumber wireplumber
need pipewire-pulse pipewire-pulse
need pactl pulseaudio-utils
need parec pulseaudio-utils
compgen -G "/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so" >/dev/null ||
    fail "this needs ALSA's plug-in for PulseAudio: sudo apt install libasound2-plugins"

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
export PULSE_SERVER=unix:$folder/run/pulse/native
unset XDG_CONFIG_HOME XDG_STATE_HOME PULSE_RUNTIME_PATH

start dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS"
wait_for "the session bus" test -S "$folder/run/bus"
start pipewire
wait_for PipeWire test -S "$folder/run/pipewire-0"
start wireplumber
start pipewire-pulse
server=${started[-1]}
wait_for "the sound server" pactl info
pactl load-module module-null-sink sink_name=test_card rate=48000 channels=2 >/dev/null || fail "no null sink"
wait_for "the null sink" pactl set-default-sink test_card

cat >"$folder/asound.conf" <<CONF
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse server "$PULSE_SERVER" }
ctl.!default { type pulse server "$PULSE_SERVER" }
pcm.integers { type linear slave { pcm { type plug slave.pcm { type pulse server "$PULSE_SERVER" } } format S16_LE } hint { show on description "No floats" } }
pcm.kitchen { type pulse server "$PULSE_SERVER" device "kitchen" hint { show on description "Kitchen radio" } }
CONF

# Somebody who listens with a short delay also keeps the null sink's steps short.
parec --device=test_card.monitor --rate=48000 --channels=2 --format=s16le --latency-msec=20 \
    --file-format=wav "$recording" >"$folder/parec.log" 2>&1 </dev/null &
recorder=$!
started+=($recorder)
recording_runs() { [ -n "$(pactl list short source-outputs)" ]; }
wait_for "the recorder" recording_runs

echo "PULSE_SERVER=$PULSE_SERVER"
echo "XDG_RUNTIME_DIR=$XDG_RUNTIME_DIR"
echo "SOUND_SERVER_PID=$server"
echo "ALSA_CONFIG_PATH=$folder/asound.conf"
echo ready
cat >/dev/null
sleep 0.3 # what was played last is still on its way
kill -INT "$recorder" 2>/dev/null
wait "$recorder"
