#!/usr/bin/env python3
"""Pictures a second: `mien serve` beside a Flask server like those this project grew from, in the same run.

    python3 -m venv target/bench && target/bench/bin/pip install flask opencv-python-headless==4.10.0.84 ai-edge-litert
    target/bench/bin/python benches/api/compare.py --picture tests/pictures/astronaut-vga.jpg [--emotion-model M.tflite]

The Flask server (`flask_server.py`) decodes the picture, finds faces with OpenCV's Haar cascade at (1.3, 5), or at another scale
by `--haar-scale`, and reads each with a TensorFlow Lite network (`make_model.py`); without `--emotion-model` it only finds
them, which is to its advantage. Both get the same picture of 640 by 480 over as many connections, one server after the other.
Full load comes from wrk where it is installed (a Debian package), else from threads of this script.
Prints one JSON document: of each round pictures a second at full load, and the latency in milliseconds at half of that; then the
medians of the ratios over all rounds, since other work on a machine comes and goes.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).parents[2]
RATIOS = ("times_faster", "times_less_processor_time")


def post(connection, picture):
    connection.request("POST", "/v1/emotions", picture, {"Content-Type": "image/jpeg"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def load(port, picture, clients, seconds, pace=None):
    """Keeps `clients` connections busy, or begins a request every `pace` seconds in all. Latencies, and how many failed."""
    until = time.perf_counter() + seconds
    taken, refused, lock = [], [0], threading.Lock()
    turn = [time.perf_counter()]

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            if pace:
                with lock:
                    turn[0] += pace
                    start = turn[0]
                time.sleep(max(0, start - time.perf_counter()))
            else:
                start = time.perf_counter()
            if start >= until:
                return
            try:
                status = post(connection, picture)
            except (OSError, http.client.HTTPException):
                connection.close()
                status = None
            with lock:
                if status == 200:
                    taken.append(time.perf_counter() - start)
                else:
                    refused[0] += 1

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(taken), refused[0]


def full_load(port, arguments, picture):
    """How many pictures were answered. By wrk where it is installed, which takes next to nothing of the processor for itself."""
    if not shutil.which("wrk"):
        return len(load(port, picture, arguments.clients, arguments.seconds)[0])
    command = ["wrk", "-t1", f"-c{arguments.clients}", f"-d{arguments.seconds}s", "--timeout", "60s"]
    command += ["-s", pathlib.Path(__file__).with_name("post.lua"), f"http://127.0.0.1:{port}/v1/emotions"]
    environment = {**os.environ, "PICTURE": str(arguments.picture)}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"not every picture was answered:\n{said}")
    return int(re.search(r"(\d+) requests in", said)[1])


def wait_for(port):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server does not come up")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processor_seconds(server):
    fields = pathlib.Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(server, field="VmRSS"):
    return int(pathlib.Path(f"/proc/{server.pid}/status").read_text().split(f"{field}:")[1].split()[0]) // 1024


def overload(server, port, seconds, picture):
    before = memory_mib(server)
    load(port, picture, 64, seconds / 2)
    halfway = memory_mib(server)
    taken, refused = load(port, picture, 64, seconds / 2)
    return {
        "seconds": seconds, "taken_in_second_half": len(taken), "refused_in_second_half": refused,
        "memory_mib": {"before": before, "halfway": halfway, "after": memory_mib(server)},
    }  # fmt: skip


def measure(command, port, arguments, picture, overload_seconds=0):
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        load(port, picture, 2, 2)
        used = processor_seconds(server)
        taken = full_load(port, arguments, picture)
        used = processor_seconds(server) - used
        rate = taken / arguments.seconds
        memory = memory_mib(server, "VmHWM")
        half, refused = load(port, picture, 16, arguments.seconds, 1 / max(1, rate / 2))
        at = lambda share: round(1000 * half[min(len(half) - 1, int(len(half) * share))], 1) if half else None
        result = {
            "pictures_per_second": round(rate, 1), "processor_ms_a_picture": round(1000 * used / max(1, taken), 1),
            "memory_mib": memory, "half_load": {"p50_ms": at(0.5), "p99_ms": at(0.99), "refused": refused},
        }  # fmt: skip
        if overload_seconds:
            result["overload"] = overload(server, port, overload_seconds, picture)
        return result
    finally:
        server.terminate()
        server.wait()


def compare(arguments, picture):
    """One round: Mien, then the other server."""
    result = {}
    with tempfile.TemporaryDirectory() as data:
        port = free_port()
        mien = [arguments.bin, "--data-dir", data, "serve", "--port", str(port), "--workers", str(arguments.workers)]
        result["mien"] = measure(mien, port, arguments, picture, arguments.overload)
        port = free_port()
        flask = [sys.executable, pathlib.Path(__file__).with_name("flask_server.py"), str(port)]
        flask += [str(arguments.haar_scale)] + ([arguments.emotion_model] if arguments.emotion_model else [])
        result["flask"] = measure(flask, port, arguments, picture)
    result["times_faster"] = round(result["mien"]["pictures_per_second"] / result["flask"]["pictures_per_second"], 2)
    cost = {name: result[name]["processor_ms_a_picture"] for name in ("mien", "flask")}
    result["times_less_processor_time"] = round(cost["flask"] / cost["mien"], 2)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=ROOT / "target" / "release" / "mien", type=pathlib.Path)
    parser.add_argument("--picture", default=ROOT / "tests" / "pictures" / "astronaut-vga.jpg", type=pathlib.Path)
    parser.add_argument("--emotion-model", type=pathlib.Path)
    parser.add_argument("--haar-scale", default=1.3, type=float)
    parser.add_argument("--seconds", default=20, type=int)
    parser.add_argument("--clients", default=4, type=int)
    parser.add_argument("--workers", default=2, type=int)
    parser.add_argument("--overload", default=0, type=float, metavar="SECONDS")
    parser.add_argument("--rounds", default=1, type=int)
    arguments = parser.parse_args()
    picture = arguments.picture.read_bytes()
    rounds = [compare(arguments, picture) for _ in range(arguments.rounds)]
    middle = {name: round(statistics.median(one[name] for one in rounds), 2) for name in RATIOS}
    print(json.dumps({"rounds": rounds, "load_average": os.getloadavg(), **middle}, indent=2))


if __name__ == "__main__":
    main()
