"""Warm and sunny: kites, tiles, a harbour, a lake."""

from __future__ import annotations

import numpy as np

from canvas import Canvas


def _kites(c: Canvas) -> None:
    c.sky((0, 2), (0.6, 1), (1, 0))
    c.glow(0.78, 0.2, 0.35, 5, 0.8)
    c.fill(c.circle(0.78, 0.2, 0.085), 5)
    c.hills(0.9, 0.025, 1.2, 2, 0.55, 0.5)
    c.hills(0.95, 0.02, 1.7, 3, 0.8, 2.0)
    for x, y, r, turn, colour in ((0.34, 0.36, 0.17, 0.5, 3), (0.68, 0.5, 0.1, 0.9, 4), (0.17, 0.66, 0.065, 0.2, 2), (0.52, 0.2, 0.05, 0.7, 3)):
        along, across = (np.sin(turn), -np.cos(turn)), (np.cos(turn), np.sin(turn))
        corner = [
            (x + along[0] * a * r + across[0] * b * r, y + along[1] * a * r + across[1] * b * r) for a, b in ((1, 0), (0.25, 0.62), (-1.15, 0), (0.25, -0.62))
        ]
        t = np.linspace(0, 1, 26)
        tail = [
            (
                corner[2][0] - along[0] * r * 2.2 * s + across[0] * 0.22 * r * np.sin(9 * s),
                corner[2][1] - along[1] * r * 2.2 * s + across[1] * 0.22 * r * np.sin(9 * s),
            )
            for s in t
        ]
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


SCENES = (_kites, _tiles, _harbour, _stones)
