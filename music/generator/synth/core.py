"""Building blocks of every instrument: partials, envelopes, noise and filters.

Signals are float64 arrays at RATE, mono `(n,)` or stereo `(n, 2)`.
"""

from __future__ import annotations

import numpy as np
from scipy import signal

RATE = 44100


def seconds(count: int) -> np.ndarray:
    return np.arange(count) / RATE


def samples(length: float) -> int:
    return max(1, int(round(length * RATE)))


def harmonics(phase: np.ndarray, amplitudes: np.ndarray, tilt: np.ndarray | float = 1.0) -> np.ndarray:
    """Sum of a_n tilt^n sin(n phase), by Horner's rule on z = tilt e^(i phase).

    `tilt` (0..1) over time acts as a filter that opens and closes; complex amplitudes
    turn the phase of a partial.
    """
    z = tilt * np.exp(1j * phase)
    total = np.zeros_like(z)
    for amplitude in amplitudes[::-1]:
        total += amplitude
        total *= z
    return total.imag


def partial_count(frequency: float, limit: int, ceiling: float = 15000.0) -> int:
    return int(max(1, min(limit, ceiling // frequency)))


def modal(freqs, amps, decays, count: int, rng, phase_spread: float = 0.0) -> np.ndarray:
    """Sum of sines that die away; `decays` are seconds to -60 dB."""
    out = np.zeros(count)
    for f, a, decay in zip(freqs, amps, decays):
        if f > RATE * 0.45 or abs(a) < 1e-5:
            continue
        n = min(count, samples(decay * 1.3))
        t = seconds(n)
        phase = phase_spread * rng.uniform(-np.pi, np.pi)
        part = a * np.exp(-6.91 * t / decay) * np.sin(2 * np.pi * f * t + phase)
        if n < count:
            part[-min(n, 400) :] *= np.linspace(1, 0, min(n, 400))
        out[:n] += part
    return out


def ramp_in(x: np.ndarray, length: float) -> np.ndarray:
    """Raised-cosine start, in place."""
    n = min(len(x), samples(length))
    shape = 0.5 - 0.5 * np.cos(np.pi * np.arange(n) / n)
    x[:n] *= shape if x.ndim == 1 else shape[:, None]
    return x


def release(x: np.ndarray, at: float, fall: float) -> np.ndarray:
    """Damp from `at` seconds with a fall of `fall` seconds to -60 dB, in place."""
    begin = samples(at)
    if begin < len(x):
        shape = np.exp(-6.91 * seconds(len(x) - begin) / fall)
        x[begin:] *= shape if x.ndim == 1 else shape[:, None]
    return fade_out(x, 0.02)


def fade_out(x: np.ndarray, length: float) -> np.ndarray:
    n = min(len(x), samples(length))
    shape = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, n + 1) / n)
    x[-n:] *= shape if x.ndim == 1 else shape[:, None]
    return x


def held_envelope(count: int, length: float, attack: float, fall: float) -> np.ndarray:
    """Smooth rise, hold, smooth fall after `length` seconds."""
    t = seconds(count)
    up = np.clip(t / attack, 0, 1)
    down = np.clip(1 - (t - length) / fall, 0, 1)
    return (np.sin(np.pi / 2 * up) ** 2) * (np.sin(np.pi / 2 * down) ** 2)


def noise(count: int, rng) -> np.ndarray:
    return rng.standard_normal(count)


def slow_noise(count: int, rate: float, rng) -> np.ndarray:
    """Noise that wanders about `rate` times a second, roughly -1..1."""
    points = rng.standard_normal(int(count / RATE * rate) + 4)
    grid = np.arange(len(points)) * RATE / rate
    return np.clip(np.interp(np.arange(count), grid, points) * 0.6, -1.5, 1.5)


def band(x: np.ndarray, low: float | None, high: float | None, order: int = 2) -> np.ndarray:
    """Butterworth low-, high- or band-pass, whichever the limits ask for."""
    nyquist = RATE * 0.49
    if low and high:
        sos = signal.butter(order, [low, min(high, nyquist)], "bandpass", fs=RATE, output="sos")
    elif low:
        sos = signal.butter(order, low, "highpass", fs=RATE, output="sos")
    else:
        sos = signal.butter(order, min(high or nyquist, nyquist), "lowpass", fs=RATE, output="sos")
    return signal.sosfilt(sos, x, axis=0)


def peak_filter(x: np.ndarray, centre: float, gain_db: float, q: float) -> np.ndarray:
    """Peaking equaliser (the cookbook biquad)."""
    a = 10 ** (gain_db / 40)
    w = 2 * np.pi * centre / RATE
    alpha = np.sin(w) / (2 * q)
    b = np.array([1 + alpha * a, -2 * np.cos(w), 1 - alpha * a])
    d = np.array([1 + alpha / a, -2 * np.cos(w), 1 - alpha / a])
    return signal.lfilter(b / d[0], d / d[0], x, axis=0)


def shelf(x: np.ndarray, corner: float, gain_db: float, high: bool) -> np.ndarray:
    """Low or high shelf with a gentle slope."""
    a = 10 ** (gain_db / 40)
    w = 2 * np.pi * corner / RATE
    alpha = np.sin(w) / 2 * np.sqrt(2)
    c, s = np.cos(w), 2 * np.sqrt(a) * alpha
    sign = 1 if high else -1
    b = [a * ((a + 1) + sign * (a - 1) * c + s), -sign * 2 * a * ((a - 1) + sign * (a + 1) * c), a * ((a + 1) + sign * (a - 1) * c - s)]
    d = [(a + 1) - sign * (a - 1) * c + s, sign * 2 * ((a - 1) - sign * (a + 1) * c), (a + 1) - sign * (a - 1) * c - s]
    return signal.lfilter(np.array(b) / d[0], np.array(d) / d[0], x, axis=0)


def vibrato(count: int, rate: float, cents: float, onset: float, rng) -> np.ndarray:
    """Pitch factor over time: a vibrato that grows after `onset` and is never quite even."""
    t = seconds(count)
    depth = cents * np.clip((t - onset) / 0.4, 0, 1)
    wander = 1 + 0.12 * slow_noise(count, 3, rng)
    phase = 2 * np.pi * np.cumsum(rate * wander) / RATE + rng.uniform(0, 2 * np.pi)
    return 2 ** ((depth * np.sin(phase) + 2.0 * slow_noise(count, 5, rng)) / 1200)
