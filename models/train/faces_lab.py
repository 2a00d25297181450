"""Labelled photographs in a folder per emotion, cut to the face. For choosing, never for training.

The boxes are those that Mien's own detector finds, as `mien analyze --json FOLDER` prints them. Without them one fixed box
serves, since the laboratory photographs are all framed alike: it puts eyes and mouth where the mean FER2013 face has them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from contract import LABELS, Crop
from preprocess import Box, crop48, gray8

# Of a photograph's width and height: the face's centre, and the side of its square in widths.
CENTRE_X, CENTRE_Y, SIDE = 0.503, 0.57, 0.69
SUFFIXES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class Lab:
    """Where the photographs are, and the boxes of their faces if they were looked for."""

    folder: Path
    boxes: Path | None = None


def load(folder: Path, boxes: Path | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Face crops [n, 48, 48] as gray bytes, labels [n] and persons [n]; files in name order. No picture at all is an error.

    `boxes` is what `mien analyze --json` printed for this folder; a picture in which it found no face is left out.
    A name begins with the session, which does not count (most persons came to both), and three letters for the person, as in KDEF.
    """
    found = None if boxes is None else detected(boxes)
    crops, labels, persons = [], [], []
    for label, name in enumerate(LABELS):
        for path in sorted(p for p in (folder / name).glob("*") if p.suffix.lower() in SUFFIXES):
            with Image.open(path) as picture:
                gray = gray8(np.asarray(picture.convert("RGB")))
            box = framed(*gray.shape) if found is None else found.get((name, path.name))
            if box is None:
                continue
            crops.append(crop48(gray, box))
            labels.append(label)
            persons.append(path.name[1:4])
    if not crops:
        raise ValueError(f"no face in {folder}: it needs a folder for each of {', '.join(LABELS)}")
    return np.stack(crops), np.array(labels), np.array(persons)


def framed(height: int, width: int) -> Box:
    """The box of the one framing all photographs of the laboratory have."""
    half = SIDE * width / 2
    x, y = CENTRE_X * width, CENTRE_Y * height
    return x - half, y - half, x + half, y + half


def detected(boxes: Path) -> dict[tuple[str, str], Box]:
    """The crop of the surest face of each picture, by the names of its folder and file."""
    crop, found = Crop(), {}
    for picture in json.loads(boxes.read_text()):
        if picture["faces"]:
            box = picture["faces"][0]["box"]
            path, side = Path(picture["path"]), max(box["width"], box["height"])
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + crop.offset_y * side
            half = crop.scale * side / 2
            found[path.parent.name, path.name] = (x - half, y - half, x + half, y + half)
    return found
