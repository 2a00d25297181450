"""Green: raked sand, the sea, a window, lanterns."""

from __future__ import annotations

import numpy as np

from canvas import Canvas


def _moss(c: Canvas) -> None:
    c.sky((0, 0), (1, 1))
    stones = ((0.36, 0.38, 0.125), (0.68, 0.66, 0.085), (0.62, 0.24, 0.045))
    field = np.min([np.hypot(c.x - x, (c.y - y) * 1.15) - r for x, y, r in stones], axis=0)
    lines = 0.5 + 0.5 * np.cos(2 * np.pi * field / 0.034)
    shade = np.clip(1.1 - field * 1.3, 0.25, 1) * (field > 0)
    c.fill(0.62 - lines, 2, 0.5, 0.5)
    c.pixels += (0.35 * lines * shade)[..., None] * (c.colours[5] - c.pixels)
    for (x, y, r), colour in zip(stones, (4, 3, 4)):
        c.fill(np.hypot(c.x - x - 0.014, (c.y - y - 0.02) * 1.15) - r, 4, 0.35, 0.04)
        c.fill(np.hypot(c.x - x, (c.y - y) * 1.15) - r, colour)
        c.glow(x - 0.3 * r, y - 0.35 * r, 0.5 * r, 2, 0.55)


def _tide(c: Canvas) -> None:
    c.sky((0, 1), (0.42, 0), (0.5, 5), (1, 2))
    c.glow(0.62, 0.47, 0.34, 5, 0.9)
    c.fill(c.circle(0.62, 0.4, 0.085), 5)
    for k in range(8):
        level = 0.5 + 0.052 * k
        c.hills(level, 0.008 + 0.0016 * k, 1.1 + 0.23 * k, (1, 2, 2, 3, 3, 3, 4, 4)[k], 0.5, 1.4 * k)
    for k in range(18):
        y = 0.515 + 0.018 * k
        w = (0.05 + 0.004 * k) * c.rng.uniform(0.5, 1.3)
        c.fill(c.box(0.62 + 0.016 * c.rng.normal(), y, w, 0.0045, 0, 0.002), 5, 0.75 - 0.03 * k)
    for x, y, r in ((0.17, 0.9, 0.075), (0.3, 0.94, 0.05), (0.085, 0.955, 0.05)):
        c.fill(np.hypot((c.x - x) / 1.5, c.y - y) - r, 4)
        c.glow(x - 0.02, y - 0.4 * r, 0.6 * r, 2, 0.5)


def _window(c: Canvas) -> None:
    c.sky((0, 5), (1, 0))
    opening = c.box(0.5, 0.5, 0.62, 0.74, 0, 0.01)
    inside = Canvas(c.colours, c.rng)
    inside.sky((0, 1), (0.6, 0), (1, 5))
    inside.glow(0.64, 0.27, 0.26, 5, 0.95)
    inside.fill(inside.circle(0.64, 0.27, 0.06), 5)
    for k, colour in enumerate((1, 2, 3)):
        inside.hills(0.6 + 0.085 * k, 0.03, 1.3 + 0.5 * k, colour, 0.9, 1.1 * k)
    c.pixels = np.where((opening < 0)[..., None], inside.pixels, c.pixels)
    c.fill(np.abs(opening) - 0.013, 3)
    c.fill(np.maximum(np.abs(c.x - 0.5) - 0.007, opening), 3)
    c.fill(np.maximum(np.abs(c.y - 0.42) - 0.007, opening), 3)
    for side in (-1, 1):
        fold = 0.5 + side * (0.37 - 0.085 * np.sin(1.9 * c.y + 0.6) + 0.012 * np.sin(18 * c.y))
        curtain = np.where(side > 0, fold - c.x, c.x - fold)
        c.fill(np.maximum(curtain, np.abs(c.x - 0.5) - 0.46), 5, 0.92)
        for k in range(4):
            x = fold + side * (0.02 + 0.025 * k)
            c.fill(np.maximum(np.abs(c.x - x) - 0.003, np.abs(c.x - 0.5) - 0.45), 1, 0.6, 0.01)
    c.fill(c.box(0.5, 0.895, 0.74, 0.03, 0, 0.008), 3)
    for k in range(9):
        turn = -1.25 + 0.31 * k
        tip = (0.38 + 0.14 * np.sin(turn), 0.8 - 0.15 * np.cos(turn))
        c.fill(c.stroke([(0.38, 0.82), tip], 0.005), 4)
        c.fill(c.circle(*tip, 0.017), (2, 4, 3)[k % 3])
    c.fill(c.polygon([(0.335, 0.81), (0.425, 0.81), (0.41, 0.885), (0.35, 0.885)]), 4)


def _lanterns(c: Canvas) -> None:
    c.sky((0, 4), (0.55, 3), (0.85, 2), (1, 2))
    for _ in range(60):
        c.fill(c.circle(c.rng.uniform(0, 1), c.rng.uniform(0, 0.6), c.rng.uniform(0.0008, 0.0026)), 5, c.rng.uniform(0.3, 0.9), 0.003)
    c.hills(0.8, 0.03, 1.2, 3, 0.9, 0.4)
    c.hills(0.88, 0.022, 1.9, 4, 0.9, 2.2)
    for x, y, s in ((0.5, 0.42, 1.0), (0.22, 0.58, 0.62), (0.77, 0.62, 0.7), (0.68, 0.22, 0.45), (0.3, 0.24, 0.36), (0.9, 0.38, 0.28), (0.1, 0.36, 0.22)):
        c.glow(x, y, 0.2 * s, 5, 0.6)
        c.glow(x, y, 0.11 * s, 5, 0.55)
        globe = np.hypot(c.x - x, (c.y - y) / 1.15) - 0.075 * s
        c.fill(globe, 0)
        c.glow(x, y + 0.02 * s, 0.055 * s, 5, 0.9)
        for k in (-0.6, -0.2, 0.2, 0.6):
            c.fill(np.maximum(np.abs(c.y - y - 0.075 * s * k) - 0.0012, globe), 2, 0.8)
        c.fill(np.minimum(c.box(x, y - 0.086 * s, 0.06 * s, 0.014 * s), c.box(x, y + 0.086 * s, 0.06 * s, 0.014 * s)), 4)
        c.fill(c.stroke([(x, y + 0.09 * s), (x, y + 0.13 * s)], 0.004 * s), 5, 0.9)


SCENES = (_moss, _tide, _window, _lanterns)
