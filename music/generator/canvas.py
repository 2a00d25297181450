"""A small canvas: shapes as signed distances, so that edges are smooth at any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIZE = 600


def rgb(text: str) -> np.ndarray:
    """0..1 channels of a colour such as '#d9822b'."""
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
