"""Effects on the sound of a part: chorus, panning, echo, drive, equaliser."""

from __future__ import annotations

import numpy as np

from synth.core import RATE, band, peak_filter, seconds, shelf, slow_noise


def chorus(x: np.ndarray, rng, depth: float = 0.003, rate: float = 0.6, mix: float = 0.4) -> np.ndarray:
    """Slowly varying delays, in opposite phase left and right."""
    n = len(x)
    t = seconds(n)
    index = np.arange(n)
    out = x.copy()
    for side in (0, 1):
        delay = (0.011 + depth * np.sin(2 * np.pi * rate * t + side * np.pi / 2)) * RATE
        out[:, side] += mix * np.interp(index - delay, index, x[:, side], left=0)
    return out / (1 + mix * 0.5)


def autopan(x: np.ndarray, rng, rate: float = 4.6, depth: float = 0.35) -> np.ndarray:
    sway = depth * np.sin(2 * np.pi * rate * seconds(len(x)))
    return x * np.stack([np.sqrt(1 - sway), np.sqrt(1 + sway)], axis=1)


def tremolo(x: np.ndarray, rng, rate: float = 5.0, depth: float = 0.25) -> np.ndarray:
    return x * (1 - depth * (0.5 + 0.5 * np.sin(2 * np.pi * rate * seconds(len(x)))))[:, None]


def echo(x: np.ndarray, rng, time: float = 0.4, feedback: float = 0.4, mix: float = 0.3, low: float = 250, high: float = 4500) -> np.ndarray:
    """Repeats that bounce from side to side and grow duller."""
    out = x.copy()
    step = int(time * RATE)
    repeat = x.mean(axis=1)
    for index in range(1, 8):
        repeat = band(repeat, low, high, 1) * (feedback if index > 1 else 1.0)
        shift = step * index
        if shift >= len(x) or np.abs(repeat).max() < 1e-5:
            break
        left, right = (0.85, 0.35) if index % 2 else (0.35, 0.85)
        out[shift:, 0] += mix * left * repeat[:-shift]
        out[shift:, 1] += mix * right * repeat[:-shift]
    return out


def drive(x: np.ndarray, rng, amount: float = 2.0) -> np.ndarray:
    peak = np.abs(x).max() + 1e-9
    return np.tanh(amount * x / peak) * peak / np.tanh(amount)


def low_cut(x: np.ndarray, rng, frequency: float = 120) -> np.ndarray:
    return band(x, frequency, None)


def high_cut(x: np.ndarray, rng, frequency: float = 6000) -> np.ndarray:
    return band(x, None, frequency, 1)


def bell(x: np.ndarray, rng, frequency: float, gain: float, q: float = 1.0) -> np.ndarray:
    return peak_filter(x, frequency, gain, q)


def treble(x: np.ndarray, rng, frequency: float = 5000, gain: float = 3) -> np.ndarray:
    return shelf(x, frequency, gain, True)


def tape(x: np.ndarray, rng, cents: float = 6) -> np.ndarray:
    """The unsteady speed of an old machine."""
    n = len(x)
    wander = slow_noise(n, 1.2, rng) + 0.35 * np.sin(2 * np.pi * 0.55 * seconds(n))
    drift = np.cumsum(wander - wander.mean()) * (2 ** (cents / 1200) - 1)
    index = np.arange(n) + np.clip(drift, -400, 400)
    return np.stack([np.interp(index, np.arange(n), x[:, s]) for s in (0, 1)], axis=1)


ALL = {f.__name__: f for f in (chorus, autopan, tremolo, echo, drive, low_cut, high_cut, bell, treble, tape)}
