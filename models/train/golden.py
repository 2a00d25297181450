"""Golden outputs: what the training code says for a handful of pictures, for other implementations to agree with.

The probabilities come from PyTorch, not from the exported graph, so that they check the export as well.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from contract import LABELS, OUTPUTS, write_atomically
from export import GRAPH_OUTPUTS
from net import Blended
from preprocess import SIZE, Box, crop48, gray8, normalise

WHOLE: Box = (0.0, 0.0, float(SIZE), float(SIZE))

# (name, file, box). The patterns are 48x48 and enter as they are; the astronaut's face is cut in ways that detectors cut.
CASES: tuple[tuple[str, str, Box], ...] = (
    ("black", "black.png", WHOLE),
    ("gradient", "gradient.png", WHOLE),
    ("noise", "noise.png", WHOLE),
    ("drawn smile", "smile.png", WHOLE),
    ("drawn frown", "frown.png", WHOLE),
    ("drawn gasp, low contrast", "gasp.png", WHOLE),
    ("astronaut, colour, whole-pixel box", "astronaut.png", (70.0, 50.0, 190.0, 170.0)),
    ("astronaut, colour, fractional box", "astronaut.png", (79.25, 61.5, 175.75, 158.0)),
    ("astronaut, colour, exactly 48 pixels", "astronaut.png", (100.0, 80.0, 148.0, 128.0)),
    ("astronaut, colour, box past the top and left edges", "astronaut.png", (-30.5, -20.25, 170.5, 180.75)),
    ("astronaut, gray, box past the right and bottom edges", "astronaut_gray.png", (40.0, 30.0, 140.0, 130.0)),
    ("astronaut, small, enlarged", "astronaut_small.png", (2.5, 2.5, 33.5, 33.5)),
)


def load(path: Path) -> np.ndarray:
    """A picture as gray [h, w] or RGB [h, w, 3] bytes."""
    with Image.open(path) as picture:
        return np.asarray(picture if picture.mode == "L" else picture.convert("RGB"))


def inputs(folder: Path) -> list[np.ndarray]:
    """The 48x48 gray bytes of every case, cut from the pictures in `folder`."""
    return [crop48(gray8(load(folder / file)), box) for _, file, box in CASES]


def network_inputs(folder: Path) -> np.ndarray:
    """The same, normalised, as [cases, 1, 48, 48] float32."""
    return normalise(np.stack(inputs(folder)))[:, None]


def write(model: Blended, temperatures: dict[str, float], digest: str, source: Path, target: Path) -> None:
    """Write `golden.json` and the pictures it names to `target`; `source` holds the pictures."""
    model = model.cpu().eval()
    target.mkdir(parents=True, exist_ok=True)
    cases = []
    for (name, file, box), gray in zip(CASES, inputs(source), strict=True):
        if source.resolve() != target.resolve():
            shutil.copyfile(source / file, target / file)
        with torch.no_grad():
            logits = dict(zip(GRAPH_OUTPUTS, model(torch.from_numpy(normalise(gray))[None, None]), strict=True))
        case: dict[str, object] = {"name": name, "file": file, "box": list(box)}
        for output in OUTPUTS:
            probabilities = torch.softmax(logits[output][0].double() / round(temperatures[output], 4), 0)
            case[output] = [round(p, 6) for p in probabilities.tolist()]
        case["gray_hex"] = gray.tobytes().hex()
        cases.append(case)
    document = {"schema": 1, "model_sha256": digest, "labels": list(LABELS), "size": SIZE, "cases": cases}
    write_atomically(target / "golden.json", (json.dumps(document, indent=1) + "\n").encode())
