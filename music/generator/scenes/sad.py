"""Blue: letters, rain, a cello in the snow, an empty swing."""

from __future__ import annotations

import numpy as np

from canvas import Canvas


def _letters(c: Canvas) -> None:
    c.sky((0, 4), (0.5, 3), (1, 2))
    c.glow(0.72, 0.16, 0.3, 1, 0.6)
    for k, (x, y, s, turn) in enumerate(
        ((0.62, 0.2, 0.09, 0.5), (0.3, 0.3, 0.13, -0.35), (0.74, 0.48, 0.17, 0.2), (0.36, 0.68, 0.25, -0.16), (0.8, 0.86, 0.12, 0.6), (0.12, 0.12, 0.06, -0.7))
    ):
        cos, sin = np.cos(turn), np.sin(turn)

        def at(u, v):
            return (x + s * (u * cos - v * sin), y + s * (u * sin + v * cos))

        c.fill(c.box(x + 0.012, y + 0.018, 1.5 * s, s, turn, 0.01), 4, 0.3, 0.03)
        c.fill(c.box(x, y, 1.5 * s, s, turn, 0.008), 5, 0.75 + 0.05 * k if k < 5 else 0.5)
        c.fill(c.stroke([at(-0.74, -0.48), at(0, 0.1), at(0.74, -0.48)], 0.006 * (0.5 + 2 * s)), 1, 0.9)
        c.fill(c.stroke([at(-0.74, 0.48), at(-0.2, -0.04)], 0.004 * (0.5 + 2 * s)), 0, 0.9)
        c.fill(c.stroke([at(0.74, 0.48), at(0.2, -0.04)], 0.004 * (0.5 + 2 * s)), 0, 0.9)


def _tram(c: Canvas) -> None:
    c.sky((0, 4), (0.6, 3), (1, 4))
    for _ in range(34):
        x, y = c.rng.uniform(0, 1), c.rng.normal(0.46, 0.13)
        r = c.rng.uniform(0.018, 0.07)
        colour = int(c.rng.choice([0, 1, 5, 2]))
        c.fill(c.circle(x, y, r), colour, c.rng.uniform(0.12, 0.4), 0.008)
    c.glow(0.5, 0.5, 0.16, 5, 0.7)
    for side in (0.435, 0.565):
        c.fill(c.circle(side, 0.53, 0.02), 5, 1.0, 0.006)
        c.fill(np.maximum(np.abs(c.x - side - 0.012 * np.sin(60 * c.y)) - 0.014, 0.6 - c.y), 5, 0.45, 0.02)
    c.fill(np.abs(c.box(0.5, 0.46, 0.26, 0.24, 0, 0.04)) - 0.003, 5, 0.75)
    c.fill(c.box(0.5, 0.42, 0.2, 0.1, 0, 0.02), 5, 0.55)
    for _ in range(150):
        x, y, reach = c.rng.uniform(0, 1), c.rng.uniform(-0.05, 1), c.rng.uniform(0.02, 0.09)
        c.fill(c.stroke([(x, y), (x - 0.12 * reach, y + reach)], 0.0018), 0, c.rng.uniform(0.15, 0.5))


def _coat(c: Canvas) -> None:
    c.sky((0, 1), (0.6, 2), (1, 4))
    c.glow(0.3, 0.25, 0.3, 5, 0.6)
    reach = np.interp(c.y, [0.2, 0.24, 0.3, 0.38, 0.47, 0.56, 0.64, 0.76, 0.88, 1.0], [0.06, 0.17, 0.225, 0.24, 0.205, 0.165, 0.19, 0.27, 0.305, 0.3])
    kernel = np.hanning(61) / np.hanning(61).sum()
    reach = np.convolve(np.pad(reach[:, 0], 30, mode="edge"), kernel, "valid")[:, None]
    body = np.maximum(np.abs(c.x - 0.56) - reach, 0.215 - c.y)
    c.fill(body - 0.012, 4, 0.9, 0.004)
    c.fill(body, 3, 0.95, 0.004)
    c.fill(np.maximum(np.abs(c.x - 0.56) - 0.045, c.y - 0.5), 4, 0.9)
    for k in range(4):
        x = 0.52 + 0.027 * k
        c.fill(c.stroke([(x + 0.008 * (1.5 - k), -0.02), (x, 1.02)], 0.003 + 0.0009 * (3 - k)), 5, 0.85)
    for side in (-1, 1):
        curve = [(0.56 + side * (0.15 + 0.028 * np.sin(np.pi * 2 * t)), 0.42 + 0.26 * t) for t in np.linspace(0, 1, 18)]
        c.fill(c.stroke(curve, 0.014), 4)
        for x, y in (curve[0], curve[-1]):
            c.fill(c.circle(x, y, 0.014), 4)
    for _ in range(120):
        x, y = c.rng.uniform(0, 1, 2)
        c.fill(c.circle(x, y, c.rng.uniform(0.002, 0.0075)), 5, c.rng.uniform(0.35, 0.9), 0.004)


def _playground(c: Canvas) -> None:
    c.sky((0, 1), (0.55, 0), (0.78, 1), (1, 2))
    c.glow(0.25, 0.62, 0.3, 5, 0.7)
    c.hills(0.76, 0.02, 1.1, 1, 0.8, 1.0)
    c.hills(0.84, 0.016, 1.6, 2, 0.8, 2.4)
    c.fill(c.stroke([(0.2, 0.93), (0.3, 0.12), (0.78, 0.12), (0.88, 0.93)], 0.016), 3)
    for top, turn in ((0.44, 0.0), (0.64, 0.42)):
        for off in (-0.035, 0.035):
            foot = (top + off + 0.52 * np.sin(turn), 0.12 + 0.52 * np.cos(turn))
            c.fill(c.stroke([(top + off, 0.12), foot], 0.004), 4, 0.9)
        seat = (top + 0.52 * np.sin(turn), 0.12 + 0.52 * np.cos(turn))
        c.fill(c.box(*seat, 0.095, 0.014, -turn, 0.005), 4)
        c.fill(np.hypot(c.x - seat[0], (c.y - 0.92) / 0.16) - 0.06, 4, 0.25, 0.03)
    for _ in range(26):
        x, y, turn = c.rng.uniform(0, 1), c.rng.uniform(0.05, 0.97), c.rng.uniform(0, 3)
        u = np.cos(turn) * (c.x - x) + np.sin(turn) * (c.y - y)
        v = -np.sin(turn) * (c.x - x) + np.cos(turn) * (c.y - y)
        c.fill(np.hypot(u / 1.9, v) - c.rng.uniform(0.004, 0.0095), int(c.rng.choice([5, 3, 2])), 0.85)


SCENES = (_letters, _tram, _coat, _playground)
