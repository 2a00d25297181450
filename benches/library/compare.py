#!/usr/bin/env python3
"""Importing music: Mien beside MPD, on the same files in the same run.

    python3 benches/library/make_files.py 20000 target/files
    python3 benches/library/compare.py target/release/mien target/files [--rounds 3]

Debian's MPD 0.23 is what Mien is measured by (apt: mpd). In each round both begin with an empty database, in turns, after the
system was asked to forget what the files hold; then both look again at the unchanged files. MPD is timed from `update` to its end
with the process running already, Mien from the start of the process to its end. Prints one JSON document: files a second of wall
time and of processor time (medians of the rounds), the time of the second look, and the largest resident set in MiB.
"""

import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")


def forget(folder):
    """Asks the system to drop the files from its cache; names and sizes it may keep."""
    os.sync()
    for path, _, names in os.walk(folder):
        for name in names:
            file = os.open(os.path.join(path, name), os.O_RDONLY)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


class Mpd:
    """A private MPD without sound."""

    def __init__(self, music, scratch):
        self.socket = f"{scratch}/socket"
        config = pathlib.Path(scratch, "mpd.conf")
        config.write_text(f"""
            music_directory "{music}"
            db_file "{scratch}/database"
            bind_to_address "{self.socket}"
            log_file "{scratch}/log"
            audio_output {{
                type "null"
                name "none"
            }}
        """)
        self.process = subprocess.Popen(["mpd", "--no-daemon", str(config)], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not os.path.exists(self.socket) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.connect(self.socket)
        self.answers = self.connection.makefile()
        self.answers.readline()

    def ask(self, what):
        self.connection.sendall(what.encode() + b"\n")
        answer = {}
        while (line := self.answers.readline().strip()) != "OK":
            assert not line.startswith("ACK"), line
            key, _, value = line.partition(": ")
            answer[key] = value
        return answer

    def processor(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def update(self):
        start, before = time.perf_counter(), self.processor()
        self.ask("update")
        while "updating_db" in self.ask("status"):
            self.ask("idle update")
        return {"wall": time.perf_counter() - start, "cpu": self.processor() - before}

    def end(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        songs = int(self.ask("stats")["songs"])
        self.process.terminate()
        self.process.wait()
        return resident / 1024, songs


def run_mpd(music):
    with tempfile.TemporaryDirectory() as scratch:
        mpd = Mpd(music, scratch)
        first, again = mpd.update(), mpd.update()
        resident, files = mpd.end()
    return {"first": first, "again": again, "resident": resident, "files": files}


def import_with_mien(mien, music, data):
    start = time.perf_counter()
    process = subprocess.Popen([mien, "--json", "--data-dir", data, "import", music], stdout=subprocess.PIPE)
    report = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    wall = time.perf_counter() - start
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime}, usage.ru_maxrss / 1024, report


def run_mien(mien, music):
    with tempfile.TemporaryDirectory() as data:
        first, resident, report = import_with_mien(mien, music, data)
        again, resident_again, second = import_with_mien(mien, music, data)
    files = report["added"] + report["duplicates"]
    assert second["unchanged"] == files, second
    return {"first": first, "again": again, "resident": max(resident, resident_again), "files": files}


def told(rounds):
    files = rounds[0]["files"]
    median = lambda which, what: statistics.median(one[which][what] for one in rounds)
    return {
        "files": files,
        "files_a_second": round(files / median("first", "wall")),
        "files_a_second_of_processor": round(files / median("first", "cpu")),
        "unchanged_seconds": round(median("again", "wall"), 3),
        "resident_mib": round(max(one["resident"] for one in rounds)),
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("mien", type=pathlib.Path)
    arguments.add_argument("music", type=pathlib.Path)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    mien, music = given.mien.resolve(), str(given.music.resolve())
    rounds = {"mpd": [], "mien": []}
    for _ in range(given.rounds):
        forget(music)
        rounds["mpd"].append(run_mpd(music))
        forget(music)
        rounds["mien"].append(run_mien(mien, music))
    document = {name: told(runs) for name, runs in rounds.items()}
    faster = document["mien"]["files_a_second"] / document["mpd"]["files_a_second"]
    print(json.dumps({**document, "mien_is_faster_by": round(faster, 2)}, indent=2))


if __name__ == "__main__":
    main()
