"""The examples of docs/api.md do what they say."""

import re
import shutil
import subprocess
import sys

from conftest import PICTURES, ROOT, tool

BLOCK = re.compile(r"^```(sh|python|js)\n(.*?)^```$", re.M | re.S)


def command(language):
    if language == "sh":
        tool("curl", "curl")
        return ["sh", "-e", "-c"]
    if language == "python":
        return [sys.executable, "-c"]
    return [tool("node", "nodejs"), "--input-type=module", "-e"]


def test_every_example_works(serving, tmp_path):
    shutil.copy(PICTURES / "astronaut-vga.jpg", tmp_path / "photo.jpg")
    blocks = BLOCK.findall((ROOT / "docs" / "api.md").read_text())
    assert {language for language, _ in blocks} == {"sh", "python", "js"}
    for language, text in blocks:
        text = text.replace("http://127.0.0.1:5000", serving.url).replace("~/.local/share/mien/api-token", serving.token_file)
        run = subprocess.run([*command(language), text], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert run.returncode == 0, f"{text}\n{run.stdout}\n{run.stderr}"
        if "emotions" in text:
            assert "happy" in run.stdout, run.stdout
        if "recommendations" in text:
            assert "reason" in run.stdout, run.stdout
