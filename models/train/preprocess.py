"""From a picture and a crop box to the network's input: the one definition that Python and Rust both follow.

Gray from 8-bit colour, then an antialiased triangle-filter resize of the 8-bit gray picture, then normalisation.
"""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

SIZE = 48
MEAN = 0.0
STD = 1.0

Box = tuple[float, float, float, float]


def gray8(picture: np.ndarray) -> np.ndarray:
    """`[h, w]` or `[h, w, 3]` RGB bytes to gray bytes `[h, w]`: round((299 R + 587 G + 114 B) / 1000), halves up."""
    if picture.ndim == 2:
        return picture
    wide = picture[..., :3].astype(np.uint32)
    return ((wide[..., 0] * 299 + wide[..., 1] * 587 + wide[..., 2] * 114 + 500) // 1000).astype(np.uint8)


def crop48(gray: np.ndarray, box: Box) -> np.ndarray:
    """The part of a gray picture inside `box` (x0, y0, x1, y1 in pixels, fractions allowed) as 48x48 bytes.

    A box that reaches outside is served by repeating the edge pixels outwards by whole pixels before the resize.
    """
    height, width = gray.shape
    x0, y0, x1, y1 = box
    left, top = max(0, math.ceil(-x0)), max(0, math.ceil(-y0))
    right, bottom = max(0, math.ceil(x1 - width)), max(0, math.ceil(y1 - height))
    if left or top or right or bottom:
        gray = np.pad(gray, ((top, bottom), (left, right)), mode="edge")
        box = (x0 + left, y0 + top, x1 + left, y1 + top)
    resized = Image.fromarray(gray).resize((SIZE, SIZE), Image.Resampling.BILINEAR, box=box)
    return np.asarray(resized)


def normalise(gray48: np.ndarray) -> np.ndarray:
    """Gray bytes `[..., 48, 48]` to the network's float32 input of the same shape."""
    return ((gray48.astype(np.float32) / 255.0) - MEAN) / STD
