"""Loudness (ITU-R BS.1770-4) and true peak."""

from __future__ import annotations

import numpy as np
from scipy import signal

from synth.core import RATE, shelf


def k_weighted(x: np.ndarray) -> np.ndarray:
    """The filters of the standard: a high shelf for the head, a high-pass at 38 Hz, Q 0.5."""
    k = np.tan(np.pi * 38.135 / RATE)
    scale = 1 + k / 0.5003 + k * k
    feedback = [1.0, 2 * (k * k - 1) / scale, (1 - k / 0.5003 + k * k) / scale]
    return signal.lfilter([1.0, -2.0, 1.0], feedback, shelf(x, 1681.97, 3.9998, True), axis=0)


def loudness(x: np.ndarray) -> float:
    """Gated loudness in LUFS of stereo `x`; -inf for silence."""
    power = k_weighted(x) ** 2
    block, hop = int(0.4 * RATE), int(0.1 * RATE)
    total = np.concatenate([[0.0], np.cumsum(power.sum(axis=1))])
    starts = np.arange(0, max(1, len(x) - block), hop)
    blocks = (total[np.minimum(starts + block, len(x))] - total[starts]) / block
    heard = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    if not len(heard):
        return -np.inf
    gated = heard[heard > heard.mean() * 10 ** (-1.0)]
    return float(-0.691 + 10 * np.log10(gated.mean()))


def true_peak_db(x: np.ndarray) -> float:
    """Highest level between the samples too, four times oversampled, in dBTP."""
    return float(20 * np.log10(np.abs(signal.resample_poly(x, 4, 1, axis=0)).max() + 1e-12))
