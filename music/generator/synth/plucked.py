"""Plucked strings by the Karplus-Strong method, with the bodies they sit on."""

from __future__ import annotations

import numpy as np
from scipy import signal

from synth.core import RATE, band, fade_out, noise, peak_filter, ramp_in, release, samples
from theory import hertz


def pluck(pitch, length, velocity, rng, position=0.15, brightness=0.6, decay=4.0, fall=0.2) -> np.ndarray:
    """A string: shaped noise in a tuned, damped delay loop.

    `position` of the pluck (0..0.5 of the string), `brightness` 0..1, `decay` in seconds
    to -60 dB at 110 Hz, `fall` after the note is let go. An all-pass in the loop tunes it.
    """
    f0 = hertz(pitch)
    decay = decay * (110 / f0) ** 0.45
    damp = 0.02 + 0.23 * (1 - brightness)
    period = RATE / f0
    whole = int(period - 1.0 - 0.3)
    part = period - 1.0 - whole
    allpass = (1 - part) / (1 + part)
    gain = 10 ** (-3 / (decay * f0))
    loop = gain * np.convolve([damp, 1 - 2 * damp, damp], [allpass, 1.0])
    count = samples(min(length + fall * 1.3, decay * 1.3 + 0.05))
    feedback = np.zeros(whole + 4)
    feedback[0], feedback[1] = 1.0, allpass
    feedback[whole : whole + 4] -= loop
    burst = np.zeros(count)
    n = min(count, int(np.ceil(period)))
    raw = noise(n + 200, rng)
    raw = band(raw, None, min(1200 + 9000 * brightness * (0.25 + 0.75 * velocity), 18000), 1)[200 : 200 + n]
    burst[:n] = raw - raw.mean()
    gap = max(1, int(position * period))
    delayed = np.zeros(count)
    delayed[gap:] = burst[:-gap] if gap < count else 0
    tone = signal.lfilter([1.0, allpass], feedback, burst - 0.9 * delayed)
    tone /= np.sqrt(np.mean(tone[: samples(0.05)] ** 2)) * 3 + 1e-9
    ramp_in(tone, 0.001)
    return release(tone * (0.2 + 0.8 * velocity), length, fall)


def _body(x: np.ndarray, modes: tuple[tuple[float, float, float], ...]) -> np.ndarray:
    for centre, gain, q in modes:
        x = peak_filter(x, centre, gain, q)
    return x


def nylon_guitar(pitch, length, velocity, rng) -> np.ndarray:
    tone = pluck(pitch, length, velocity, rng, 0.22, 0.38, 4.2, 0.25)
    tone = _body(tone, ((105, 5, 3), (205, 4, 3), (410, 2, 2), (2600, -3, 1)))
    return fade_out(band(tone, 70, None, 1), 0.01)


def steel_guitar(pitch, length, velocity, rng) -> np.ndarray:
    tone = pluck(pitch, length, velocity, rng, 0.13, 0.72, 5.0, 0.22)
    tone = _body(tone, ((115, 4, 3), (220, 3, 3), (2800, 2.5, 1), (900, -2, 1)))
    return fade_out(band(tone, 85, None, 1), 0.01)


def muted_guitar(pitch, length, velocity, rng) -> np.ndarray:
    """Electric guitar under the palm."""
    tone = pluck(pitch, min(length, 0.14), velocity, rng, 0.11, 0.62, 0.9, 0.09)
    return _body(np.tanh(1.6 * tone), ((1400, 4, 1.2), (350, -3, 1)))


def clean_guitar(pitch, length, velocity, rng) -> np.ndarray:
    """Electric guitar, neck pickup, no drive."""
    tone = pluck(pitch, length, velocity, rng, 0.27, 0.55, 6.5, 0.3)
    return fade_out(band(_body(tone, ((300, 2, 1), (2200, 2, 1))), 80, 6500, 1), 0.01)


def mandolin(pitch, length, velocity, rng) -> np.ndarray:
    """A pair of strings that are never quite in tune with each other."""
    one = pluck(pitch - 0.025, length, velocity, rng, 0.12, 0.8, 2.4, 0.12)
    two = pluck(pitch + 0.03, length, velocity, rng, 0.14, 0.78, 2.4, 0.12)
    n = min(len(one), len(two))
    tone = one[:n].copy()
    tone[90:] += two[: n - 90]
    return fade_out(_body(tone * 0.7, ((420, 4, 2), (1100, 2, 2), (3200, 2, 1))), 0.01)


def harp(pitch, length, velocity, rng) -> np.ndarray:
    tone = pluck(pitch, length, velocity, rng, 0.42, 0.5, 6.0, 0.9)
    return fade_out(_body(tone, ((180, 1, 1.5), (520, 2, 1.5), (2400, 2, 1))), 0.02)


def koto(pitch, length, velocity, rng) -> np.ndarray:
    tone = pluck(pitch, length, velocity, rng, 0.08, 0.66, 5.0, 0.5)
    return fade_out(_body(tone, ((330, 3, 2), (760, 3, 2.5), (2300, -2, 1))), 0.02)


def pizzicato(pitch, length, velocity, rng) -> np.ndarray:
    """A section plucking: three strings, not quite together."""
    count = samples(0.75)
    out = np.zeros((count, 2))
    for side in (0.2, 0.5, 0.8):
        tone = pluck(pitch + rng.normal(0, 0.04), 0.35, velocity, rng, 0.3, 0.3, 1.1, 0.3)
        at = int(rng.uniform(0, 0.008) * RATE)
        n = min(len(tone), count - at)
        out[at : at + n, 0] += np.sqrt(1 - side) * tone[:n]
        out[at : at + n, 1] += np.sqrt(side) * tone[:n]
    return fade_out(_body(out * 0.6, ((260, 4, 2), (480, 3, 2))), 0.02)


def upright_bass(pitch, length, velocity, rng) -> np.ndarray:
    """Double bass, plucked: round, with a little finger noise and a low body."""
    tone = pluck(pitch, length, velocity, rng, 0.3, 0.22, 3.0, 0.16)
    tone = _body(tone, ((98, 4, 1.6), (190, 2.5, 2), (650, 2, 1.5)))
    n = min(len(tone), samples(0.05))
    tone[:n] += 0.1 * velocity * band(noise(n, rng), 500, 2400) * np.exp(-np.arange(n) / RATE / 0.008)
    return fade_out(band(tone, None, 3200, 1), 0.01)


def finger_bass(pitch, length, velocity, rng) -> np.ndarray:
    """Electric bass with a bit of grip."""
    tone = pluck(pitch, length, velocity, rng, 0.17, 0.42, 4.5, 0.08)
    tone = np.tanh(1.3 * _body(tone, ((90, 3, 1.2), (800, 3, 1.0))))
    return fade_out(band(tone, 32, 4200, 1), 0.01)
