"""A running `mien serve` with the demo songs, for tests with tools from outside."""

import json
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PICTURES = ROOT / "tests" / "pictures"


class Serving:
    def __init__(self, data):
        self.binary = ROOT / "target" / "debug" / "mien"
        assert self.binary.exists(), "build the program first: cargo build"
        self.data = data
        subprocess.run([self.binary, "--data-dir", data, "import", ROOT / "music"], check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            [self.binary, "--data-dir", data, "--json", "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        started = json.loads(self.process.stdout.readline())
        self.url = started["url"].rstrip("/")
        self.page = started["page"]
        self.token_file = started["token_file"]
        self.token = pathlib.Path(self.token_file).read_text().strip()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture
def serving(tmp_path):
    running = Serving(tmp_path / "data")
    yield running
    running.stop()


def tool(name, package):
    """A program that must be there; a missing one fails the test and names its Debian package."""
    found = shutil.which(name)
    assert found, f"this test needs {name}: sudo apt install {package}"
    return found
