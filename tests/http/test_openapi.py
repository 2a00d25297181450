"""The OpenAPI document against the answers: schemathesis asks every route all kinds of things."""

import os
import pathlib
import subprocess
import sys

from conftest import ROOT

EXAMPLES = os.environ.get("MIEN_SCHEMATHESIS_EXAMPLES", "25")


def test_every_answer_is_as_the_document_says(serving, tmp_path):
    schemathesis = pathlib.Path(sys.executable).with_name("schemathesis")
    run = subprocess.run(
        [
            schemathesis, "--config-file", ROOT / "schemathesis.toml", "run", f"{serving.url}/openapi.json",
            "--header", f"Authorization: Bearer {serving.token}", "--max-examples", EXAMPLES, "--seed", "1",
            "--request-timeout", "60", "--no-color",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=1500,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
