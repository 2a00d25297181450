"""Bars, bells and pans: a few modes each, struck with mallets hard or soft."""

from __future__ import annotations

import numpy as np

from synth.core import RATE, band, modal, noise, ramp_in, release, samples, seconds
from theory import hertz


def _struck(pitch, length, velocity, rng, modes, softness, click, fall=None):
    """`modes` is (frequency ratio, level, seconds to -60 dB at 440 Hz)."""
    f0 = hertz(pitch)
    stretch = (440 / f0) ** 0.5
    hard = 0.35 + 0.65 * velocity
    freqs = [f0 * ratio for ratio, _, _ in modes]
    amps = [level * hard ** (0.9 * i) for i, (_, level, _) in enumerate(modes)]
    decays = [decay * stretch for _, _, decay in modes]
    longest = max(decays) * 1.1
    count = samples(longest if fall is None else min(longest, length + fall * 1.3))
    out = modal(freqs, amps, decays, count, rng, 0.1)
    ramp_in(out, softness)
    n = min(count, samples(0.03))
    tap = band(noise(n, rng), 300, 900 + 5000 * click) * np.exp(-np.arange(n) / RATE / 0.004)
    out[:n] += 0.12 * click * velocity * tap
    out *= 0.2 + 0.8 * velocity
    return out if fall is None else release(out, length, fall)


def marimba(pitch, length, velocity, rng):
    modes = ((1, 1, 0.9), (3.93, 0.32, 0.28), (9.6, 0.1, 0.1))
    return _struck(pitch, length, velocity, rng, modes, 0.002, 0.5)


def vibraphone(pitch, length, velocity, rng):
    modes = ((1, 1, 4.2), (4.0, 0.28, 1.7), (10.1, 0.08, 0.5))
    return _struck(pitch, length, velocity, rng, modes, 0.003, 0.3, 0.5)


def glockenspiel(pitch, length, velocity, rng):
    modes = ((1, 1, 2.2), (2.76, 0.35, 0.9), (5.4, 0.18, 0.4), (8.9, 0.07, 0.2))
    return _struck(pitch, length, velocity, rng, modes, 0.001, 0.8)


def celesta(pitch, length, velocity, rng):
    modes = ((1, 1, 1.9), (2.0, 0.2, 1.1), (4.02, 0.32, 0.8), (9.4, 0.07, 0.3))
    return _struck(pitch, length, velocity, rng, modes, 0.0015, 0.6, 0.9)


def music_box(pitch, length, velocity, rng):
    modes = ((1, 1, 1.6), (2.0, 0.18, 1.2), (3.01, 0.1, 0.8), (5.9, 0.14, 0.35), (8.2, 0.05, 0.2))
    return _struck(pitch + rng.normal(0, 0.03), length, velocity, rng, modes, 0.001, 0.7)


def kalimba(pitch, length, velocity, rng):
    modes = ((1, 1, 1.5), (2.0, 0.1, 0.9), (5.2, 0.16, 0.25), (8.6, 0.06, 0.12))
    return _struck(pitch, length, velocity, rng, modes, 0.002, 0.6)


def singing_bowl(pitch, length, velocity, rng):
    """A bowl whose modes come in pairs and beat slowly."""
    modes = ((1, 1, 9), (1.004, 0.7, 9), (2.71, 0.45, 6), (2.722, 0.35, 6), (5.1, 0.16, 3), (8.0, 0.06, 1.6))
    return _struck(pitch, length, velocity, rng, modes, 0.012, 0.15)


def tower_bell(pitch, length, velocity, rng):
    """A big bell: hum, prime, minor third, fifth, octave and above."""
    modes = ((0.5, 0.6, 7), (1, 1, 4.5), (1.19, 0.75, 3.6), (1.5, 0.35, 2.4), (2.0, 0.8, 3), (2.52, 0.3, 1.6), (3.0, 0.25, 1.2), (4.1, 0.2, 0.9))
    return _struck(pitch, length, velocity, rng, modes, 0.001, 1.0)


def steel_pan(pitch, length, velocity, rng):
    """Nearly harmonic, with octave and twelfth that bloom a moment after the stroke."""
    f0 = hertz(pitch)
    decay = 1.5 * (440 / f0) ** 0.4
    count = samples(decay * 1.1)
    t = seconds(count)
    wobble = 1 + 0.0035 * np.exp(-t / 0.04)
    phase = 2 * np.pi * f0 * np.cumsum(wobble) / RATE
    bloom = 1 - np.exp(-t / 0.012)
    out = np.sin(phase) * np.exp(-6.91 * t / decay)
    out += 0.55 * velocity * bloom * np.sin(2.003 * phase) * np.exp(-6.91 * t / (0.75 * decay))
    out += 0.22 * velocity * bloom * np.sin(3.01 * phase + 0.5) * np.exp(-6.91 * t / (0.5 * decay))
    out += 0.1 * velocity**2 * np.sin(4.2 * phase) * np.exp(-6.91 * t / (0.25 * decay))
    ramp_in(out, 0.002)
    return out * (0.2 + 0.8 * velocity)
