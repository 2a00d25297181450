"""`emotion.toml`, the contract between the trained network and the program that runs it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from preprocess import MEAN, SIZE, STD

LABELS = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
OUTPUTS = ("emotion", "fer2013", "ferplus")
VERSION = "0.7.0"


@dataclass(frozen=True)
class Crop:
    """How a detector's square face box becomes the network's square: both in sides of the face box."""

    scale: float = 1.0
    offset_y: float = 0.0


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` in one step, so that a kill leaves the old file or the new one, never half of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def render(digest: str, temperatures: dict[str, float], crop: Crop) -> str:
    """The text of `emotion.toml`. `temperatures` has one entry for each of `OUTPUTS`; the consumer computes softmax(logits / T)."""
    labels = ", ".join(f'"{label}"' for label in LABELS)
    lines = [
        "schema = 1",
        'name = "mien-emotion"',
        f'version = "{VERSION}"',
        'file = "emotion.onnx"',
        f'sha256 = "{digest}"',
        f"labels = [{labels}]",
        "",
        "[input]",
        'name = "input"',
        f"width = {SIZE}",
        f"height = {SIZE}",
        "channels = 1  # gray: round((299 R + 587 G + 114 B) / 1000)",
        f"mean = {MEAN}  # x = (gray / 255 - mean) / std",
        f"std = {STD}",
        "",
        "[crop]",
        f"scale = {crop.scale}  # side of the square crop over the side of the detector's square face box",
        f"offset_y = {crop.offset_y}  # shift of the crop's centre downwards, in face box sides",
    ]
    for output in OUTPUTS:
        lines += ["", f"[outputs.{output}]", f"temperature = {temperatures[output]:.4f}"]
    return "\n".join(lines) + "\n"
