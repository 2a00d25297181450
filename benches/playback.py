#!/usr/bin/env python3
"""Processor time of playing FLAC, Mien beside mpv and MPD, in one run into the same null sink.

    benches/playback.py [--secs 600] [--mien target/release/mien] [--rounds 1]

Needs the Debian packages ffmpeg, mpv, mpd and those of tests/harness/sound.sh. Each player plays the same FLAC file
(44.1 kHz, 16 bit, stereo) through ALSA to the same private PipeWire server. Mien's library is prepared first, so that
import and measuring of the track, done once in its life, are not in the figure; its window is not part of it either.
Prints one JSON document: processor seconds of all threads of each process over the same time of playing, share of
one core, and memory.
"""

import argparse
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def cpu_seconds(pid):
    """Time on a processor of all threads of a process, to the nanosecond; `stat` counts in hundredths of a second."""
    threads = pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def peak_memory_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return None


def make_music(path, secs):
    """Noise and tones: compresses about as music does, which pure tones do not."""
    source = f"anoisesrc=c=pink:a=0.25:r=44100:d={secs}:s=7[n];sine=f=220:r=44100:d={secs}[t];[n][t]amix,aformat=s16:44100:stereo"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-filter_complex", source, "-c:a", "flac", "-metadata", "title=Bench", str(path)],
        check=True,
    )


def sound_card(folder):
    """A private sound server; gives its process and the environment to reach it."""
    card = subprocess.Popen(
        ["bash", str(HERE.parent / "tests/harness/sound.sh"), str(folder / "recording.wav")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    environment = dict(os.environ)
    for line in card.stdout:
        line = line.strip()
        if line == "ready":
            return card, environment
        if line.startswith("error"):
            sys.exit(line)
        name, _, value = line.partition("=")
        environment[name] = value
    sys.exit("the sound server did not start")


def is_playing(environment):
    listing = subprocess.run(["pactl", "list", "short", "sink-inputs"], env=environment, capture_output=True, text=True)
    return bool(listing.stdout.strip())


def measure(name, start, environment, secs):
    """Runs a player; its start-up is not measured, only playing."""
    process = start()
    try:
        until = time.monotonic() + 60
        while not is_playing(environment):
            if time.monotonic() > until or process.poll() is not None:
                sys.exit(f"{name} does not play")
            time.sleep(0.1)
        time.sleep(3)
        began, used = time.monotonic(), cpu_seconds(process.pid)
        time.sleep(secs)
        took, used = time.monotonic() - began, cpu_seconds(process.pid) - used
        return {
            "cpu_seconds": round(used, 3),
            "seconds": round(took, 1),
            "core_percent": round(100 * used / took, 3),
            "peak_memory_mb": round(peak_memory_mb(process.pid), 1),
        }
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        time.sleep(1)


def quiet(command, environment):
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def mien(binary, folder, track, environment):
    data = folder / "data"
    base = [binary, "--data-dir", str(data), "--json"]
    if not data.exists():
        # Nothing but this track: a checkout brings demo tracks.
        data.mkdir()
        (data / "settings.toml").write_text("demo_imported = true\n")
        subprocess.run([*base, "import", str(track.parent)], env=environment, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*base, "mood", "analyze"], env=environment, check=True, stdout=subprocess.DEVNULL)
        # What else is measured of a track is measured while it plays for the first time.
        subprocess.run([*base, "play", "--for", "40s"], env=environment, check=True, stdout=subprocess.DEVNULL)
        (data / "session.toml").unlink(missing_ok=True)
    return quiet([*base, "play"], environment)


def mpv(track, environment):
    return quiet(["mpv", "--no-config", "--no-video", "--no-terminal", "--ao=alsa", str(track)], environment)


def mpd(folder, track, environment):
    home = folder / "mpd"
    home.mkdir(exist_ok=True)
    (home / "conf").write_text(
        f'music_directory "{track.parent}"\ndb_file "{home}/db"\nbind_to_address "{home}/socket"\n'
        'audio_output {\ntype "alsa"\nname "bench"\ndevice "default"\nmixer_type "none"\n}\n'
    )
    process = quiet(["mpd", "--no-daemon", str(home / "conf")], environment)
    until = time.monotonic() + 30
    with socket.socket(socket.AF_UNIX) as control:
        # The socket of the round before may still lie there.
        while control.connect_ex(str(home / "socket")) != 0:
            if time.monotonic() > until:
                sys.exit("mpd did not start")
            time.sleep(0.1)
        answers = control.makefile("rw")
        answers.readline()
        for command in ["update", f'add "{track.name}"', "play"]:
            for _ in range(50):
                answers.write(command + "\n")
                answers.flush()
                answer = answers.readline()
                while answer.startswith("updating_db"):
                    answer = answers.readline()
                if answer.startswith("OK"):
                    break
                time.sleep(0.2)
    return process


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--secs", type=float, default=600)
    arguments.add_argument("--mien", default=str(HERE.parent / "target/release/mien"))
    arguments.add_argument("--rounds", type=int, default=1)
    arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "music").mkdir()
        track = folder / "music" / "bench.flac"
        make_music(track, int(arguments.secs) + 90)
        card, environment = sound_card(folder)
        environment["HOME"] = str(folder)
        players = {
            "mien": lambda: mien(arguments.mien, folder, track, environment),
            "mpv": lambda: mpv(track, environment),
            "mpd": lambda: mpd(folder, track, environment),
        }
        rounds = []
        try:
            for _ in range(arguments.rounds):
                rounds.append({n: measure(n, start, environment, arguments.secs) for n, start in players.items()})
        finally:
            card.stdin.close()
            card.wait(10)
    best = {n: min(r[n]["cpu_seconds"] for r in rounds) for n in players}
    ratios = {f"mien_to_{n}": round(best["mien"] / best[n], 2) for n in ("mpv", "mpd") if best[n]}
    print(json.dumps({"rounds": rounds, **ratios}, indent=2))


if __name__ == "__main__":
    main()
