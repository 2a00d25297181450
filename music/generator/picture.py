"""Pictures without a drawing library: heat maps and piano rolls as PNG, through ffmpeg."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np

HUES = np.array([[231, 76, 60], [241, 196, 15], [46, 204, 113], [52, 152, 219], [155, 89, 182], [230, 126, 34], [26, 188, 156], [149, 165, 166]])


def save(pixels: np.ndarray, target: Path) -> None:
    """Write `(height, width, 3)` bytes."""
    height, width, _ = pixels.shape
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-i", "-", str(target)]
    subprocess.run(command, input=np.ascontiguousarray(pixels, dtype=np.uint8).tobytes(), check=True)


def heat(values: np.ndarray) -> np.ndarray:
    """0..1 to black, violet, orange, white."""
    stops = np.array([[0, 0, 0], [60, 10, 90], [190, 50, 80], [250, 160, 40], [255, 255, 220]])
    place = np.linspace(0, 1, len(stops))
    return np.stack([np.interp(values, place, stops[:, c]) for c in range(3)], axis=-1)


def spectrogram(x: np.ndarray, rate: int, width: int = 700, height: int = 220) -> np.ndarray:
    """Mono `x` on a logarithmic frequency axis, 40 Hz to 16 kHz, 80 dB deep."""
    size = 4096
    starts = np.linspace(0, max(1, len(x) - size), width).astype(int)
    frames = np.stack([x[s : s + size] for s in starts]) * np.hanning(size)
    power = 20 * np.log10(np.abs(np.fft.rfft(frames, axis=1)) + 1e-6)
    bins = np.geomspace(16000, 40, height) / rate * size
    picture = np.stack([np.interp(bins, np.arange(power.shape[1]), row) for row in power], axis=1)
    return heat(np.clip((picture - picture.max() + 80) / 80, 0, 1))


def piano_roll(parts, seconds: float, width: int = 1400, low: int = 24, high: int = 100) -> np.ndarray:
    """Notes of several parts, `parts` being lists of Sounding, a colour each."""
    step = 6
    pixels = np.full(((high - low) * step, width, 3), 18, dtype=float)
    for pitch in range(low, high):
        if pitch % 12 in (1, 3, 6, 8, 10):
            pixels[(high - 1 - pitch) * step : (high - pitch) * step] = 10
        if pitch % 12 == 0:
            pixels[(high - pitch) * step - 1] = 60
    for index, notes in enumerate(parts):
        for note in notes:
            row = int(high - 1 - round(note.pitch)) * step
            begin = int(note.start / seconds * width)
            end = max(begin + 2, int((note.start + note.length) / seconds * width) - 1)
            if 0 <= row < len(pixels):
                pixels[row + 1 : row + step - 1, begin:end] = HUES[index % len(HUES)] * (0.35 + 0.65 * note.velocity)
    return pixels
