"""Struck keys: felt piano, electric piano, harpsichord, organ."""

from __future__ import annotations

import numpy as np

from synth.core import RATE, band, fade_out, harmonics, held_envelope, modal, noise, partial_count, ramp_in, release, samples, seconds
from synth.plucked import pluck
from theory import hertz


def felt_piano(pitch: float, length: float, velocity: float, rng, hardness: float = 0.35) -> np.ndarray:
    """Piano with felt on the strings: stiff partials, two-stage decay, a soft thump.

    Two slightly detuned strings, one nearer each ear, give the beating and the width.
    """
    f0 = hertz(pitch)
    stiffness = 7e-5 * 2 ** ((pitch - 48) / 14)
    damping = 0.22 + max(0.0, (60 - pitch) * 0.006)
    long_decay = float(np.clip(11.0 * 2 ** (-(pitch - 40) / 17), 0.9, 14.0))
    count = samples(min(length + damping * 1.5, long_decay * 1.2 + 0.1))
    n = np.arange(1, partial_count(f0, 30, 9000) + 1)
    freqs = n * f0 * np.sqrt(1 + stiffness * n**2)
    bright = 2.4 + 15.0 * (velocity * (0.6 + hardness)) ** 1.4
    amps = n ** (-0.9) * np.exp(-(n - 1) / bright) * (0.25 + np.abs(np.sin(np.pi * n * 0.123)))
    amps *= 1 / (1 + (freqs / 6000) ** 2)
    decays = long_decay / (1 + 0.16 * (n - 1) + 0.004 * n**2)
    out = np.zeros((count, 2))
    for side, cents in ((0, -0.55), (1, 0.65)):
        detuned = freqs * 2 ** (cents / 1200)
        prompt = modal(detuned, 0.72 * amps, decays * 0.34, count, rng, 0.35)
        after = modal(detuned * 2 ** (0.3 / 1200), 0.28 * amps, decays, count, rng, 0.35)
        out[:, side] = prompt + after
    ramp_in(out, 0.0035 + 0.004 * (1 - velocity))
    n_thump = samples(0.09)
    thump = band(noise(n_thump, rng), 70, 420 + 900 * velocity) * np.exp(-np.arange(n_thump) / RATE / 0.014)
    out[: min(n_thump, count)] += (0.16 * velocity * thump[: min(n_thump, count)])[:, None]
    lean = np.clip((pitch - 62) / 60, -0.35, 0.35)
    out *= np.array([np.sqrt(0.5 - lean), np.sqrt(0.5 + lean)]) * (0.25 + 0.75 * velocity**1.3)
    return release(out, length, damping)


def electric_piano(pitch: float, length: float, velocity: float, rng) -> np.ndarray:
    """Tine piano by frequency modulation: a bell at the strike, a warm body that barks when hit hard."""
    f0 = hertz(pitch)
    decay = float(np.clip(5.5 * 2 ** (-(pitch - 52) / 22), 1.2, 8.0))
    count = samples(min(length + 0.25, decay * 1.1))
    t = seconds(count)
    wave = 2 * np.pi * f0 * t
    index = (0.25 + 1.5 * velocity**1.6) * np.exp(-t / 0.7) * (60 / max(pitch, 60)) ** 1.5
    body = np.sin(wave + index * np.sin(wave * 1.0007 + 0.3))
    tine = np.sin(wave * 2 + 0.55 * velocity * np.exp(-t / 0.05) * np.sin(wave * 14.02)) * np.exp(-t / 0.22)
    tone = body * np.exp(-6.91 * t / decay) + 0.16 * (0.3 + velocity) * tine
    tone = tone + 0.18 * velocity * tone**2
    tone -= 0.18 * velocity * 0.5 * np.exp(-2 * 6.91 * t / decay)
    ramp_in(tone, 0.002)
    return release(tone * (0.25 + 0.75 * velocity), length, 0.28)


def harpsichord(pitch: float, length: float, velocity: float, rng) -> np.ndarray:
    """Two plucked choirs, the second an octave up, and the click of the jack coming back."""
    main = pluck(pitch, length, 0.75, rng, position=0.09, brightness=0.93, decay=4.0, fall=0.12)
    upper = pluck(pitch + 12.02, length, 0.6, rng, position=0.13, brightness=0.93, decay=2.4, fall=0.1)
    count = max(len(main), len(upper))
    out = np.zeros(count)
    out[: len(main)] += main
    out[: len(upper)] += 0.45 * upper
    return fade_out(out * (0.8 + 0.2 * velocity), 0.01)


def organ(pitch: float, length: float, velocity: float, rng) -> np.ndarray:
    """Principal pipes 8', 4', 2 2/3' and 2' with a breath of chiff."""
    f0 = hertz(pitch)
    count = samples(length + 0.16)
    t = seconds(count)
    out = np.zeros((count, 2))
    for rank, level in ((1, 1.0), (2, 0.55), (3, 0.22), (4, 0.3)):
        amps = np.array([1.0, 0.42, 0.25, 0.12, 0.07, 0.035, 0.02])
        amps = amps[: partial_count(f0 * rank, len(amps), 12000)]
        for side in (0, 1):
            drift = 2 ** (rng.normal(0, 1.2) / 1200)
            phase = 2 * np.pi * f0 * rank * drift * t + rng.uniform(0, 6.28)
            out[:, side] += level * harmonics(phase, amps)
    chiff = band(noise(count, rng), f0 * 2, min(f0 * 6, 14000)) * np.exp(-t / 0.025) * 0.12
    out += chiff[:, None]
    return out * held_envelope(count, length, 0.03, 0.15)[:, None] * (0.5 + 0.5 * velocity) * 0.4
