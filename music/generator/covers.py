"""Cover pictures: one abstract scene per piece, in the colours of its mood.

The same piece always gets the same picture.
"""

from __future__ import annotations

import subprocess

import numpy as np

from canvas import SIZE, Canvas, rgb
from scenes import SCENES

PALETTES = {
    "lively": ("#fbe3a8", "#f2b04c", "#d9822b", "#b9502a", "#6d2f2a", "#fff6e0"),
    "tense": ("#f0a58f", "#d9627a", "#b8405e", "#6e2447", "#260f26", "#ffe3da"),
    "sad": ("#c9d6e6", "#8aa7cc", "#4a6fa5", "#304a78", "#182542", "#f3f1e8"),
    "calm": ("#e4efd8", "#a5cfae", "#5fae8b", "#3f8f6f", "#1d4a44", "#fdf4dc"),
}


def paint(mood: str, number: int, seed: int) -> np.ndarray:
    """The cover as `(SIZE, SIZE, 3)` bytes."""
    canvas = Canvas([rgb(c) for c in PALETTES[mood]], np.random.default_rng([seed, 600]))
    SCENES[mood][number - 1](canvas)
    vignette = 1 - 0.22 * ((canvas.x - 0.5) ** 2 + (canvas.y - 0.5) ** 2)
    grain = 0.006 * canvas.rng.standard_normal((SIZE, SIZE, 1))
    return np.clip((canvas.pixels * vignette[..., None] + grain) * 255 + 0.5, 0, 255).astype(np.uint8)


def jpeg(pixels: np.ndarray, most: int = 36_000) -> bytes:
    """Encode as JPEG of at most `most` bytes, as good as that allows."""
    data = b""
    for quality in range(2, 12):
        command = ["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{SIZE}x{SIZE}", "-i", "-"]
        command += ["-vf", "format=yuvj444p", "-q:v", str(quality), "-huffman", "optimal", "-flags", "+bitexact", "-f", "mjpeg", "-"]
        data = subprocess.run(command, input=pixels.tobytes(), stdout=subprocess.PIPE, check=True).stdout
        if len(data) <= most:
            break
    return data
