"""Cover pictures: one abstract scene per piece, in the colours of its mood.

Everything is drawn from signed distances, so edges are smooth at any size. The same
piece always gets the same picture.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

import numpy as np

SIZE = 600
PALETTES = {
    "lively": ("#fbe3a8", "#f2b04c", "#d9822b", "#b9502a", "#6d2f2a", "#fff6e0"),
    "tense": ("#f0a58f", "#d9627a", "#b8405e", "#6e2447", "#260f26", "#ffe3da"),
    "sad": ("#c9d6e6", "#8aa7cc", "#4a6fa5", "#304a78", "#182542", "#f3f1e8"),
    "calm": ("#e4efd8", "#a5cfae", "#5fae8b", "#3f8f6f", "#1d4a44", "#fdf4dc"),
}


def _rgb(text: str) -> np.ndarray:
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)]) / 255


@dataclass
class Canvas:
    """A picture in 0..1 units, y downwards, and the palette it is painted with."""

    colours: list[np.ndarray]
    rng: np.random.Generator

    def __post_init__(self):
        axis = (np.arange(SIZE) + 0.5) / SIZE
        self.x, self.y = np.meshgrid(axis, axis)
        self.pixels = np.zeros((SIZE, SIZE, 3))

    def sky(self, *stops: tuple[float, int]) -> None:
        """A vertical gradient through (height, colour index)."""
        heights = [h for h, _ in stops]
        for channel in range(3):
            values = [self.colours[c][channel] for _, c in stops]
            self.pixels[..., channel] = np.interp(self.y, heights, values)

    def fill(self, distance: np.ndarray, colour: int, alpha: float = 1.0, soft: float = 0.0) -> None:
        """Paint where `distance` (in picture units) is negative."""
        edge = max(1.0 / SIZE, soft)
        mask = np.clip(0.5 - distance / edge, 0, 1)
        mask = mask * mask * (3 - 2 * mask) if soft else mask
        self.pixels += (alpha * mask)[..., None] * (self.colours[colour] - self.pixels)

    def glow(self, cx: float, cy: float, radius: float, colour: int, alpha: float) -> None:
        light = alpha * np.exp(-((self.x - cx) ** 2 + (self.y - cy) ** 2) / radius**2)
        self.pixels += light[..., None] * (self.colours[colour] - self.pixels)

    def circle(self, cx, cy, r):
        return np.hypot(self.x - cx, self.y - cy) - r

    def ring(self, cx, cy, r, width, squash=1.0):
        return np.abs(np.hypot(self.x - cx, (self.y - cy) / squash) - r) - width / 2

    def box(self, cx, cy, w, h, turn=0.0, corner=0.0):
        c, s = np.cos(turn), np.sin(turn)
        u = np.abs(c * (self.x - cx) + s * (self.y - cy)) - w / 2 + corner
        v = np.abs(-s * (self.x - cx) + c * (self.y - cy)) - h / 2 + corner
        return np.hypot(np.maximum(u, 0), np.maximum(v, 0)) + np.minimum(np.maximum(u, v), 0) - corner

    def stroke(self, points, width):
        """Distance to a polyline."""
        nearest = np.full((SIZE, SIZE), 9.0)
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            dx, dy = x2 - x1, y2 - y1
            t = np.clip(((self.x - x1) * dx + (self.y - y1) * dy) / (dx * dx + dy * dy + 1e-12), 0, 1)
            nearest = np.minimum(nearest, np.hypot(self.x - x1 - t * dx, self.y - y1 - t * dy))
        return nearest - width / 2

    def polygon(self, points):
        """Distance to a convex polygon, given in either direction."""
        edges = list(zip(points, points[1:] + points[:1]))
        turn = np.sign(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in edges))
        outside = np.full((SIZE, SIZE), -9.0)
        for (x1, y1), (x2, y2) in edges:
            length = np.hypot(x2 - x1, y2 - y1) + 1e-12
            left = (x2 - x1) * (self.y - y1) - (y2 - y1) * (self.x - x1)
            outside = np.maximum(outside, -turn * left / length)
        return outside

    def hills(self, level, height, waves, colour, alpha=1.0, phase=0.0):
        outline = level + height * (np.sin(2 * np.pi * waves * self.x + phase) + 0.4 * np.sin(2 * np.pi * waves * 2.3 * self.x + 1.7 * phase))
        self.fill(outline - self.y, colour, alpha)


def _kites(c: Canvas) -> None:
    c.sky((0, 2), (0.6, 1), (1, 0))
    c.glow(0.78, 0.2, 0.35, 5, 0.8)
    c.fill(c.circle(0.78, 0.2, 0.085), 5)
    c.hills(0.9, 0.025, 1.2, 2, 0.55, 0.5)
    c.hills(0.95, 0.02, 1.7, 3, 0.8, 2.0)
    for x, y, r, turn, colour in ((0.34, 0.36, 0.17, 0.5, 3), (0.68, 0.5, 0.1, 0.9, 4), (0.17, 0.66, 0.065, 0.2, 2), (0.52, 0.2, 0.05, 0.7, 3)):
        along, across = (np.sin(turn), -np.cos(turn)), (np.cos(turn), np.sin(turn))
        corner = [(x + along[0] * a * r + across[0] * b * r, y + along[1] * a * r + across[1] * b * r) for a, b in ((1, 0), (0.25, 0.62), (-1.15, 0), (0.25, -0.62))]
        t = np.linspace(0, 1, 26)
        tail = [(corner[2][0] - along[0] * r * 2.2 * s + across[0] * 0.22 * r * np.sin(9 * s), corner[2][1] - along[1] * r * 2.2 * s + across[1] * 0.22 * r * np.sin(9 * s)) for s in t]
        c.fill(c.stroke(tail, 0.004), 4, 0.8)
        c.fill(c.polygon(corner), colour)
        c.fill(c.polygon([corner[0], corner[1], corner[2]]), 5, 0.3)
        c.fill(c.stroke([corner[0], corner[2]], 0.004), 5, 0.8)
        c.fill(c.stroke([corner[1], corner[3]], 0.004), 5, 0.8)
        for s in (7, 14, 21):
            c.fill(c.circle(*tail[s], r * 0.07), colour)


def _tiles(c: Canvas) -> None:
    c.sky((0, 0), (1, 1))
    n = 5
    for row in range(n):
        for column in range(n):
            x, y, s = (column + 0.5) / n, (row + 0.5) / n, 1 / n
            back, front = c.rng.permutation(5)[:2]
            c.fill(c.box(x, y, s, s), int(back), 0.9)
            dx, dy = ((0, 1), (1, 0), (0, -1), (-1, 0))[c.rng.integers(4)]
            cell = c.box(x, y, s, s)
            kind = c.rng.integers(3)
            for k, r in enumerate((1.0, 0.72, 0.44)):
                centre = (x + dx * s / 2, y + dy * s / 2) if kind else (x + (dx - dy) * s / 2, y + (dx + dy) * s / 2)
                reach = r * s * (0.5 if kind else 1.0)
                c.fill(np.maximum(c.circle(*centre, reach), cell), int(front) if k % 2 == 0 else 5, 1.0)
    c.fill(-c.box(0.5, 0.5, 0.965, 0.965), 5)


def _harbour(c: Canvas) -> None:
    c.sky((0, 1), (0.45, 0), (1, 0))
    c.glow(0.5, 0.56, 0.4, 5, 0.8)
    c.fill(np.maximum(c.circle(0.5, 0.56, 0.21), c.y - 0.56), 2)
    for k in range(14):
        angle = np.pi * (k + 0.5) / 14
        points = [(0.5 + r * np.cos(angle), 0.56 - r * np.sin(angle)) for r in (0.25, 0.31 + 0.04 * (k % 2))]
        c.fill(c.stroke(points, 0.012), 2, 0.85)
    for k, colour in enumerate((1, 2, 3, 3, 4)):
        c.hills(0.58 + 0.085 * k, 0.014, 2.5 + 0.4 * k, colour, 0.85, 1.3 * k)
    for k in range(11):
        x = 0.04 + 0.092 * k
        top = 0.1 + 0.09 * np.sin(np.pi * (k + 0.5) / 11)
        c.fill(c.polygon([(x - 0.036, top), (x + 0.036, top), (x, top + 0.1)]), (3, 5, 2, 4)[k % 4])
    line = [(t, 0.1 + 0.09 * np.sin(np.pi * (t * 11 + 0.0) / 11)) for t in np.linspace(0, 1, 30)]
    c.fill(c.stroke(line, 0.006), 4)


def _stones(c: Canvas) -> None:
    c.sky((0, 0), (0.3, 1), (1, 2))
    c.glow(0.2, 0.08, 0.4, 5, 0.85)
    c.hills(0.27, 0.03, 1.3, 2, 0.4, 0.3)
    c.hills(0.31, 0.018, 2.1, 3, 0.45, 1.9)
    c.fill(0.335 - c.y, 1, 0.5)
    spots = ((0.16, 0.82, 1.0), (0.47, 0.63, 0.72), (0.7, 0.5, 0.5), (0.86, 0.415, 0.32))
    for x, y, s in spots:
        for k in range(5):
            c.fill(c.ring(x, y, s * (0.045 + 0.036 * k), 0.011 * s * (1 - 0.13 * k), 0.36), 5, 0.85 - 0.15 * k)
    path = []
    for (x1, y1, s1), (x2, y2, _) in zip(spots, spots[1:]):
        path += [(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t - 0.62 * s1 * t * (1 - t)) for t in np.linspace(0, 1, 16)]
    for x, y in path[::2]:
        c.fill(c.circle(x, y, 0.0045), 4, 0.7)
    c.fill(np.hypot((c.x - 0.3) / 1.5, c.y - 0.545) - 0.03, 4)
    c.fill(np.hypot((c.x - 0.295) / 1.6, c.y - 0.536) - 0.016, 3, 0.8)


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


def _letters(c: Canvas) -> None:
    c.sky((0, 4), (0.5, 3), (1, 2))
    c.glow(0.72, 0.16, 0.3, 1, 0.6)
    for k, (x, y, s, turn) in enumerate(((0.62, 0.2, 0.09, 0.5), (0.3, 0.3, 0.13, -0.35), (0.74, 0.48, 0.17, 0.2), (0.36, 0.68, 0.25, -0.16), (0.8, 0.86, 0.12, 0.6), (0.12, 0.12, 0.06, -0.7))):
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


SCENES = {
    "lively": (_kites, _tiles, _harbour, _stones),
    "tense": (_border, _wire, _corridor, _tower),
    "sad": (_letters, _tram, _coat, _playground),
    "calm": (_moss, _tide, _window, _lanterns),
}


def paint(mood: str, number: int, seed: int) -> np.ndarray:
    """The cover as `(SIZE, SIZE, 3)` bytes."""
    canvas = Canvas([_rgb(c) for c in PALETTES[mood]], np.random.default_rng([seed, 600]))
    SCENES[mood][number - 1](canvas)
    vignette = 1 - 0.22 * ((canvas.x - 0.5) ** 2 + (canvas.y - 0.5) ** 2)
    grain = 0.006 * canvas.rng.standard_normal((SIZE, SIZE, 1))
    return np.clip((canvas.pixels * vignette[..., None] + grain) * 255 + 0.5, 0, 255).astype(np.uint8)


def jpeg(pixels: np.ndarray, most: int = 36_000) -> bytes:
    """Encode as JPEG of at most `most` bytes, as good as that allows."""
    data = b""
    for quality in range(2, 12):
        command = ["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{SIZE}x{SIZE}", "-i", "-"]
        command += ["-vf", "format=yuvj444p", "-q:v", str(quality), "-huffman", "optimal", "-flags", "+bitexact", "-f", "mjpeg", "-"]
        data = subprocess.run(command, input=pixels.tobytes(), stdout=subprocess.PIPE, check=True).stdout
        if len(data) <= most:
            break
    return data
