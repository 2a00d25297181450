"""From a piece to finished sound: play the parts, place them, reverberate, master."""

from __future__ import annotations

import zlib

import numpy as np
from scipy import signal
from scipy.ndimage import maximum_filter1d, minimum_filter1d

import effects
from loudness import loudness
from room import reverberate
from score import Clock, Part, Piece, performed
from synth import drums, keys, mallets, plucked, sustained
from synth.core import RATE, band, samples

LEAD_IN = 0.06
TARGET_LUFS = -16.0
CEILING_DB = -3.0

_MODULES = (keys, mallets, plucked, sustained)


def _instrument(name: str):
    for module in _MODULES:
        if hasattr(module, name):
            return getattr(module, name)
    raise ValueError(f"no such instrument: {name}")


def _panned(x: np.ndarray, pan: float) -> np.ndarray:
    angle = (np.clip(pan, -1, 1) + 1) * np.pi / 4
    left, right = np.cos(angle) * np.sqrt(2), np.sin(angle) * np.sqrt(2)
    if x.ndim == 1:
        return np.stack([left * x, right * x], axis=1)
    return x * np.array([min(left, 1.0), min(right, 1.0)])


def play(piece: Piece, part: Part, total: float) -> np.ndarray:
    """One part alone, dry, in stereo, before its level is set."""
    notes = performed(piece, part)
    rng = np.random.default_rng([piece.seed, zlib.crc32(part.name.encode()), 7])
    out = np.zeros((samples(total), 2))
    if part.instrument in sustained.VOICES:
        return _panned(sustained.line(part.instrument, notes, total, rng)[: len(out)], part.pan)
    make = drums.hit if part.instrument == "drums" else _instrument(part.instrument)
    for note in notes:
        sound = _panned(make(note.pitch, note.length, note.velocity, rng), part.pan)
        begin = samples(note.start)
        n = min(len(sound), len(out) - begin)
        if n > 0:
            out[begin : begin + n] += sound[:n]
    return out


def stems(piece: Piece) -> tuple[np.ndarray, np.ndarray]:
    """All parts at their levels: the dry sum and what goes to the reverb."""
    total = Clock(piece)(piece.bars * piece.bar) + piece.tail + 4.0
    dry = np.zeros((samples(total), 2))
    wet = np.zeros_like(dry)
    for part in piece.parts:
        sound = play(piece, part, total)
        rng = np.random.default_rng([piece.seed, zlib.crc32(part.name.encode()), 11])
        for name, options in part.effects:
            sound = effects.ALL[name](sound, rng, **options)
        measured = loudness(sound)
        if not np.isfinite(measured):
            raise ValueError(f"{piece.title}: {part.name} is silent")
        sound *= 10 ** ((-20 + part.level - measured) / 20)
        dry += sound
        wet += sound * 10 ** (part.reverb / 20)
    return dry, wet


def compress(x: np.ndarray, threshold_db: float, ratio: float, attack: float = 0.02, fall: float = 0.18) -> np.ndarray:
    """A gentle stereo bus compressor with a soft knee, on a smoothed level."""
    power = np.maximum.reduce(x**2, axis=1)
    hop = 64
    level = power[: len(power) // hop * hop].reshape(-1, hop).mean(axis=1)
    up, down = np.exp(-hop / RATE / attack), np.exp(-hop / RATE / fall)
    smooth = np.zeros_like(level)
    state = 0.0
    for index, value in enumerate(level):
        rate = up if value > state else down
        state = rate * state + (1 - rate) * value
        smooth[index] = state
    over = 10 * np.log10(smooth + 1e-10) - threshold_db
    knee = np.where(over > 4, over, np.where(over < -4, 0.0, (over + 4) ** 2 / 16))
    gain = 10 ** (-(1 - 1 / ratio) * knee / 20)
    return x * np.interp(np.arange(len(x)), np.arange(len(gain)) * hop + hop / 2, gain)[:, None]


def limit(x: np.ndarray, ceiling_db: float) -> np.ndarray:
    """Look-ahead limiter on the oversampled peak."""
    ceiling = 10 ** (ceiling_db / 20)
    fine = np.abs(signal.resample_poly(x, 4, 1, axis=0)).max(axis=1)
    peaks = maximum_filter1d(fine[: len(x) * 4].reshape(-1, 4).max(axis=1), 5)
    need = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    width = samples(0.05) | 1
    held = minimum_filter1d(need, width)
    window = np.hanning(width + 2)[1:-1]
    padded = np.pad(held, width // 2, mode="edge")
    return x * np.minimum(signal.fftconvolve(padded, window / window.sum(), "valid"), 1.0)[:, None]


def _trimmed(x: np.ndarray, end: float, tail: float) -> np.ndarray:
    """Let the sound ring until it is inaudible, `tail` seconds after `end` at the most."""
    level = np.abs(x).max(axis=1)
    audible = np.nonzero(level > 10 ** (-66 / 20))[0]
    stop = min(audible[-1] + samples(0.15), samples(end + tail), len(x))
    x = x[:stop].copy()
    n = min(samples(1.4), samples(tail * 0.5))
    x[-n:] *= (np.cos(np.pi / 2 * np.linspace(0, 1, n)) ** 1.5)[:, None]
    return np.concatenate([np.zeros((samples(LEAD_IN), 2)), x, np.zeros((samples(0.1), 2))])


def render(piece: Piece) -> np.ndarray:
    """The finished piece: float stereo at RATE, TARGET_LUFS, peaks below CEILING_DB."""
    dry, wet = stems(piece)
    x = dry + reverberate(wet, piece.room)
    x = band(x, 26, None)
    x *= 10 ** ((-20 - loudness(x)) / 20)
    x = compress(x, -19.0, 2.0)
    x = _trimmed(x * 10 ** ((TARGET_LUFS - loudness(x)) / 20), Clock(piece)(piece.bars * piece.bar), piece.tail)
    for _ in range(3):
        x = x * 10 ** ((TARGET_LUFS - loudness(x)) / 20)
        x = limit(x, CEILING_DB)
    return x


def quantised(x: np.ndarray, seed: int) -> np.ndarray:
    """16-bit samples with triangular dither; digital silence stays silent."""
    rng = np.random.default_rng([seed, 16])
    dither = rng.random(x.shape) - rng.random(x.shape)
    dither[np.abs(x).max(axis=1) == 0] = 0
    return np.clip(np.round(x * 32767 + dither), -32768, 32767).astype("<i2")
