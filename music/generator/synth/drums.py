"""Percussion, made of noise and falling sines. The pitch of a note picks the sound."""

from __future__ import annotations

import numpy as np

from synth.core import RATE, band, fade_out, modal, noise, ramp_in, samples, seconds

SOUNDS = {
    name: index
    for index, name in enumerate(
        (
            "kick", "soft_kick", "snare", "brush", "sweep", "hat", "open_hat", "shaker", "clap", "rim",
            "taiko", "conga_low", "conga_high", "bodhran", "bodhran_tip", "tambourine", "crash", "swell",
            "metal", "block", "tick", "cowbell", "hard_kick", "hard_snare", "boom", "slap",
        )
    )
}  # fmt: skip


def _drop(count, start, end, fall, decay):
    """A sine whose pitch falls from `start` to `end` Hz with time constant `fall`."""
    t = seconds(count)
    f = end + (start - end) * np.exp(-t / fall)
    return np.sin(2 * np.pi * np.cumsum(f) / RATE) * np.exp(-6.91 * t / decay)


def _burst(count, low, high, decay, rng, order=2):
    return band(noise(count, rng), low, high, order) * np.exp(-6.91 * seconds(count) / decay)


def _metallic(count, base, rng):
    """Six square-ish partials at inharmonic ratios: the clang of cymbals."""
    t = seconds(count)
    ratios = np.array([1.0, 1.342, 1.231, 1.653, 1.979, 2.443]) * rng.uniform(0.99, 1.01)
    return sum(np.sign(np.sin(2 * np.pi * base * r * t + rng.uniform(0, 6))) for r in ratios) / 6


def _kick(v, rng):
    n = samples(0.4)
    return ramp_in(_drop(n, 130, 47, 0.035, 0.34) + 0.2 * v * _burst(n, 900, 4500, 0.02, rng), 0.001)


def _soft_kick(v, rng):
    n = samples(0.35)
    return ramp_in(_drop(n, 95, 52, 0.03, 0.28) + 0.05 * v * _burst(n, 300, 1500, 0.02, rng), 0.003)


def _hard_kick(v, rng):
    n = samples(0.4)
    body = _drop(n, 220, 45, 0.028, 0.38) + 0.5 * _burst(n, 700, 5500, 0.03, rng)
    return ramp_in(np.tanh(3.0 * body), 0.0008)


def _snare(v, rng):
    n = samples(0.28)
    shell = modal([186, 331, 442], [0.7, 0.4, 0.2], [0.14, 0.1, 0.08], n, rng)
    wires = _burst(n, 1200, 9500, 0.17 + 0.06 * v, rng, 1)
    return ramp_in(shell + 0.55 * wires, 0.001)


def _hard_snare(v, rng):
    n = samples(0.42)
    shell = _drop(n, 330, 175, 0.02, 0.16)
    return ramp_in(np.tanh(2.2 * (shell + 0.8 * _burst(n, 900, 8500, 0.3, rng, 1))), 0.001)


def _brush(v, rng):
    n = samples(0.2)
    return ramp_in(_burst(n, 700, 6500, 0.13, rng, 1) + 0.2 * modal([180, 310], [1, 0.5], [0.08, 0.06], n, rng), 0.006)


def _sweep(v, rng):
    """A brush drawn round the head."""
    n = samples(0.55)
    shape = np.sin(np.pi * np.linspace(0, 1, n)) ** 1.5
    return band(noise(n, rng), 900, 5500, 1) * shape * 0.35


def _hat(v, rng, decay=0.06):
    n = samples(decay * 1.4)
    tone = _metallic(n, 410, rng) + 0.7 * noise(n, rng)
    return ramp_in(band(tone, 6500, 15000) * np.exp(-6.91 * seconds(n) / decay), 0.0008)


def _shaker(v, rng):
    n = samples(0.11)
    t = seconds(n)
    shape = (1 - np.exp(-t / 0.014)) * np.exp(-t / 0.022)
    return band(noise(n, rng), 4200, 11000) * shape * 1.6


def _clap(v, rng):
    n = samples(0.3)
    t = seconds(n)
    shape = 0.8 * np.exp(-t / 0.055) * (t > 0.024)
    for at in (0.0, 0.009 + rng.uniform(0, 0.002), 0.018, 0.026):
        shape = shape + (t >= at) * np.exp(-np.clip(t - at, 0, None) / 0.004)
    return band(noise(n, rng) * shape, 750, 4200, 1) * 0.7


def _rim(v, rng):
    n = samples(0.09)
    return ramp_in(modal([520, 1720, 2650], [0.5, 1, 0.4], [0.05, 0.045, 0.03], n, rng) + 0.2 * _burst(n, 1500, 7000, 0.012, rng), 0.0006)


def _taiko(v, rng):
    n = samples(1.1)
    skin = _drop(n, 118, 68, 0.06, 0.9) + 0.4 * modal([151, 212, 268], [0.8, 0.5, 0.4], [0.4, 0.3, 0.22], n, rng)
    return ramp_in(skin + 0.35 * v * _burst(n, 250, 2200, 0.06, rng), 0.001)


def _boom(v, rng):
    n = samples(2.6)
    return ramp_in(_drop(n, 62, 36, 0.25, 2.4) + 0.12 * _burst(n, 60, 400, 0.7, rng), 0.004)


def _conga(base):
    def hit(v, rng):
        n = samples(0.4)
        skin = _drop(n, base * 1.06, base, 0.02, 0.3) + 0.35 * modal([base * 1.6, base * 2.2], [1, 0.6], [0.12, 0.08], n, rng)
        return ramp_in(skin + 0.16 * v * _burst(n, 600, 3200, 0.02, rng), 0.001)

    return hit


def _slap(v, rng):
    n = samples(0.14)
    return ramp_in(_burst(n, 900, 5500, 0.06, rng, 1) + 0.5 * modal([410, 690, 1130], [1, 0.8, 0.5], [0.07, 0.06, 0.04], n, rng), 0.0007)


def _bodhran(v, rng):
    n = samples(0.35)
    return ramp_in(_drop(n, 122, 84, 0.03, 0.26) + 0.25 * v * _burst(n, 350, 2600, 0.03, rng), 0.001)


def _bodhran_tip(v, rng):
    n = samples(0.15)
    return ramp_in(_drop(n, 230, 176, 0.02, 0.09) + 0.5 * v * _burst(n, 900, 4200, 0.025, rng), 0.001)


def _tambourine(v, rng):
    n = samples(0.22)
    t = seconds(n)
    shape = np.exp(-t / 0.035) * (1 + 0.5 * np.sin(2 * np.pi * 58 * t))
    return band(noise(n, rng) * shape, 5200, 13000) * 0.9


def _cymbal(count, rng):
    tone = 0.6 * _metallic(count, 317, rng) + 0.5 * _metallic(count, 523, rng) + 0.8 * noise(count, rng)
    return band(tone, 2600, 14000, 1)


def _crash(v, rng):
    n = samples(2.4)
    return ramp_in(_cymbal(n, rng) * np.exp(-6.91 * seconds(n) / 2.2) * 0.6, 0.002)


def _swell(v, rng):
    """A cymbal rolled up to the beat: the note should start 1.6 s early."""
    n = samples(2.6)
    t = seconds(n)
    shape = np.where(t < 1.6, (t / 1.6) ** 2.2, np.exp(-(t - 1.6) / 0.3))
    return band(_cymbal(n, rng), None, 9500, 1) * shape * 0.5


def _metal(v, rng):
    n = samples(0.7)
    freqs = np.array([348, 521, 917, 1384, 2057, 2791, 3618, 4702]) * rng.uniform(0.985, 1.015)
    clang = modal(freqs, [0.5, 0.7, 1, 0.8, 0.7, 0.5, 0.4, 0.3], [0.5, 0.6, 0.45, 0.4, 0.3, 0.22, 0.16, 0.12], n, rng, 1)
    return ramp_in(np.tanh(0.8 * clang + 0.5 * _burst(n, 1500, 8000, 0.04, rng)), 0.0006)


def _block(v, rng):
    n = samples(0.12)
    return ramp_in(modal([882, 1310, 2440], [1, 0.5, 0.2], [0.09, 0.06, 0.03], n, rng), 0.0006)


def _tick(v, rng):
    n = samples(0.05)
    return ramp_in(modal([2350, 3900], [1, 0.5], [0.03, 0.02], n, rng) + 0.4 * _burst(n, 4000, 11000, 0.012, rng), 0.0005)


def _cowbell(v, rng):
    n = samples(0.25)
    return ramp_in(np.tanh(modal([562, 845, 1690], [1, 1, 0.2], [0.2, 0.22, 0.08], n, rng)), 0.0008)


_MAKERS = {
    "kick": (_kick, 1.0, 0.0), "soft_kick": (_soft_kick, 0.9, 0.0), "hard_kick": (_hard_kick, 0.9, 0.0),
    "snare": (_snare, 0.62, 0.05), "hard_snare": (_hard_snare, 0.6, 0.0), "brush": (_brush, 0.75, -0.1), "sweep": (_sweep, 0.8, 0.15),
    "hat": (_hat, 0.5, 0.3), "open_hat": (lambda v, r: _hat(v, r, 0.3), 0.45, 0.3), "shaker": (_shaker, 0.55, -0.4),
    "clap": (_clap, 0.6, -0.1), "rim": (_rim, 0.5, 0.2), "taiko": (_taiko, 1.0, -0.1), "boom": (_boom, 1.0, 0.0),
    "conga_low": (_conga(172), 0.75, -0.35), "conga_high": (_conga(243), 0.65, -0.25), "slap": (_slap, 0.45, -0.3),
    "bodhran": (_bodhran, 0.9, -0.1), "bodhran_tip": (_bodhran_tip, 0.6, 0.1), "tambourine": (_tambourine, 0.5, 0.4),
    "crash": (_crash, 0.35, -0.3), "swell": (_swell, 0.4, 0.3), "metal": (_metal, 0.45, 0.35), "block": (_block, 0.45, -0.45),
    "tick": (_tick, 0.4, 0.45), "cowbell": (_cowbell, 0.4, 0.35),
}  # fmt: skip
_NAMES = {number: name for name, number in SOUNDS.items()}


def hit(pitch: float, length: float, velocity: float, rng) -> np.ndarray:
    """One stroke in stereo; `length` does not matter, drums ring as they will."""
    make, level, place = _MAKERS[_NAMES[int(pitch)]]
    tone = fade_out(make(velocity, rng), 0.01) * level * velocity**1.4
    angle = (place + 1) * np.pi / 4
    return np.stack([np.cos(angle) * tone, np.sin(angle) * tone], axis=1) * 1.2
