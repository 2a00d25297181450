"""Reverb: convolution with rooms made of filtered, decaying noise."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.signal import fftconvolve

from synth.core import band, samples, seconds

# Seconds to -60 dB in the low, middle, high and top bands, gap before the reverb (s), size of the early pattern (s).
ROOMS = {
    "studio": ((0.55, 0.6, 0.45, 0.3), 0.004, 0.022),
    "chamber": ((1.5, 1.5, 1.1, 0.6), 0.012, 0.045),
    "plate": ((1.6, 2.0, 1.7, 1.1), 0.006, 0.012),
    "hall": ((2.5, 2.3, 1.6, 0.8), 0.022, 0.07),
    "cathedral": ((4.2, 3.6, 2.2, 1.0), 0.03, 0.09),
    "sky": ((3.6, 4.4, 3.6, 2.0), 0.035, 0.06),
}
BANDS = ((120, 500), (500, 2200), (2200, 6500), (6500, 14000))


@cache
def impulse(name: str) -> np.ndarray:
    """Impulse response of a room, stereo, unit energy; the same every time."""
    decays, gap, early = ROOMS[name]
    rng = np.random.default_rng(sum(name.encode()))
    count = samples(max(decays) * 1.05)
    t = seconds(count)
    out = np.zeros((count, 2))
    for side in (0, 1):
        for (low, high), decay, level in zip(BANDS, decays, (1.0, 1.0, 0.8, 0.5)):
            grain = band(rng.standard_normal(count), low, high, 1)
            out[:, side] += level * grain / grain.std() * np.exp(-6.91 * t / decay)
        build = 1 - np.exp(-t / (0.3 * early + 0.004))
        out[:, side] *= build
        late = np.zeros(count)
        late[samples(gap) :] = out[: count - samples(gap), side]
        for _ in range(9):
            place = samples(0.003 + rng.uniform(0, 1) * early)
            late[place : place + 6] += rng.choice([-1, 1]) * 5.0 * (1 - place / samples(early + 0.004)) * np.hanning(6)
        out[:, side] = late
    out = band(out, 90, 13000, 1)
    out[-2000:] *= np.linspace(1, 0, 2000)[:, None]
    return out / np.sqrt((out**2).sum() / 2)


def reverberate(x: np.ndarray, name: str) -> np.ndarray:
    """The wet sound alone, as long as `x`."""
    response = impulse(name)
    wide = np.stack([0.85 * x[:, 0] + 0.15 * x[:, 1], 0.85 * x[:, 1] + 0.15 * x[:, 0]], axis=1)
    return np.stack([fftconvolve(wide[:, s], response[:, s])[: len(x)] for s in (0, 1)], axis=1)
