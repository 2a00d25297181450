"""Dark red: a road, wires, a corridor, a storm."""

from __future__ import annotations

import numpy as np

from canvas import Canvas


def _border(c: Canvas) -> None:
    c.sky((0, 4), (0.42, 3), (0.54, 2), (0.56, 4), (1, 4))
    c.glow(0.5, 0.55, 0.22, 0, 0.95)
    c.glow(0.5, 0.55, 0.07, 5, 0.9)
    for k in range(9):
        c.hills(0.5 - 0.012 * k + 0.012 * k, 0.02 + 0.006 * k, 2.6 + k, 4, 0.10, 0.9 * k)
    ground = c.y - 0.55
    depth = 0.09 / np.maximum(ground, 1e-3)
    side = (c.x - 0.5) * depth
    road = np.where(ground > 0, (np.abs(side) - 0.115) / np.maximum(depth, 1e-3), 1)
    c.fill(road, 3, 0.75)
    dashes = (np.abs(side) < 0.006) & (np.sin(depth * 14) > 0.1) & (ground > 0.004)
    c.fill(np.where(dashes, -1.0, 1.0), 5, 0.9)
    for k in range(30):
        y = 0.09 * k / 29 + 0.02
        points = [(0.5 + s * w, 0.55 - h) for s in (-1 if k % 2 else 1,) for w, h in ((0.08 + 1.2 * y, 0.55 * y), (0.16 + 5.0 * y, 1.7 * y))]
        c.fill(c.stroke(points, 0.0016 + 0.014 * y), (0, 1, 2)[k % 3], 0.35)


def _wire(c: Canvas) -> None:
    c.sky((0, 3), (0.55, 2), (1, 4))
    for k in range(26):
        x, y = c.rng.uniform(-0.1, 1.1, 2)
        turn, reach = c.rng.uniform(0, np.pi), c.rng.uniform(0.12, 0.55)
        a = (x, y)
        b = (x + reach * np.cos(turn), y + reach * np.sin(turn))
        d = (x + 0.5 * reach * np.cos(turn + 0.45), y + 0.5 * reach * np.sin(turn + 0.45))
        c.fill(c.polygon([a, b, d]), int(c.rng.integers(0, 5)), 0.45)
    for k in range(15):
        xs = np.linspace(-0.05, 1.05, 9)
        base = c.rng.uniform(0.05, 0.95)
        slope = c.rng.uniform(-0.5, 0.5)
        points = [(x, base + slope * (x - 0.5) + 0.06 * c.rng.normal()) for x in xs]
        c.fill(c.stroke(points, c.rng.uniform(0.002, 0.007)), (5, 4, 4)[k % 3], 0.8)
    for k in range(7):
        x, y = c.rng.uniform(0.1, 0.9, 2)
        c.fill(c.ring(x, y, c.rng.uniform(0.015, 0.05), 0.008), 5, 0.85)


def _corridor(c: Canvas) -> None:
    c.sky((0, 4), (1, 4))
    for k in range(15):
        size = 1.25 * 0.8**k
        turn = 0.055 * k
        x, y = 0.5 + 0.012 * k, 0.5 - 0.008 * k
        c.fill(c.box(x, y, size, size, turn), (4, 3, 2, 3)[k % 4], 0.9)
        c.fill(np.abs(c.box(x, y, size, size, turn)) - 0.0022, 1, 0.7)
    c.glow(0.66, 0.4, 0.09, 5, 0.95)
    c.fill(c.box(0.662, 0.405, 0.022, 0.052, 0.8), 5)


def _tower(c: Canvas) -> None:
    c.sky((0, 4), (0.5, 3), (0.9, 2), (1, 2))
    for k in range(9):
        x, y = c.rng.uniform(0, 1), c.rng.uniform(0.02, 0.4)
        c.glow(x, y, c.rng.uniform(0.1, 0.2), int(c.rng.choice([3, 4, 4])), 0.65)
    bolt = [(0.74, -0.02), (0.68, 0.13), (0.73, 0.17), (0.63, 0.33), (0.68, 0.37), (0.57, 0.6)]
    c.glow(0.67, 0.25, 0.3, 1, 0.55)
    c.fill(c.stroke(bolt, 0.028), 0, 0.35, 0.03)
    c.fill(c.stroke(bolt, 0.009), 5)
    for w, top, base in ((0.17, 0.4, 1.1), (0.215, 0.7, 1.1)):
        c.fill(c.box(0.34, (top + base) / 2, w, base - top), 4)
    c.fill(c.polygon([(0.245, 0.41), (0.34, 0.14), (0.435, 0.41)]), 4)
    c.fill(np.maximum(c.box(0.34, 0.51, 0.075, 0.13, 0, 0.036), -9), 0, 0.95)
    c.fill(np.minimum(c.circle(0.34, 0.5, 0.022), c.polygon([(0.32, 0.5), (0.36, 0.5), (0.372, 0.54), (0.308, 0.54)])), 4)
    c.hills(0.93, 0.02, 1.8, 4, 1.0, 0.7)
    for _ in range(80):
        x, y = c.rng.uniform(-0.05, 1.05), c.rng.uniform(0, 1)
        reach = c.rng.uniform(0.02, 0.06)
        c.fill(c.stroke([(x, y), (x - 0.3 * reach, y + reach)], 0.0016), 5, 0.35)


SCENES = (_border, _wire, _corridor, _tower)
