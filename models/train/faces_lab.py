"""Labelled photographs in a folder per emotion, cut to the face by their known framing. For choosing, never for training.

The laboratory photographs are all framed alike, so one fixed box serves. It puts eyes and mouth where the mean FER2013
face has them; the shipped pipeline cuts with a face detector instead.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from contract import LABELS
from preprocess import crop48, gray8

# Of a photograph's width and height: the face's centre, and the side of its square in widths.
CENTRE_X, CENTRE_Y, SIDE = 0.503, 0.57, 0.69
SUFFIXES = (".jpg", ".jpeg", ".png")


def load(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Face crops [n, 48, 48] as gray bytes, labels [n] and persons [n]; files in name order. No picture at all is an error.

    A name begins with the session, which does not count (most persons came to both), and three letters for the person, as in KDEF.
    """
    crops, labels, persons = [], [], []
    for label, name in enumerate(LABELS):
        for path in sorted(p for p in (folder / name).glob("*") if p.suffix.lower() in SUFFIXES):
            with Image.open(path) as picture:
                width, height = picture.size
                half = SIDE * width / 2
                x, y = CENTRE_X * width, CENTRE_Y * height
                crops.append(crop48(gray8(np.asarray(picture.convert("RGB"))), (x - half, y - half, x + half, y + half)))
            labels.append(label)
            persons.append(path.name[1:4])
    if not crops:
        raise ValueError(f"no picture in {folder}: it needs a folder for each of {', '.join(LABELS)}")
    return np.stack(crops), np.array(labels), np.array(persons)
