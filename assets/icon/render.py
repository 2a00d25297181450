"""Renders the icon's PNGs, the same shapes as in mien.svg, without any library: python3 render.py"""

import math
import struct
import zlib
from pathlib import Path

STOPS = [(0.0, (0xF7, 0xBD, 0x74)), (0.5, (0xD9, 0x70, 0x2B)), (1.0, (0x6F, 0x36, 0x55))]
STROKES = [((84, 92), (84, 122)), ((128, 78), (128, 136)), ((172, 92), (172, 122))]
HALF_STROKE = 9.0
SAMPLES = 4


def cubic(p, q, r, s, t):
    u = 1 - t
    return tuple(u**3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t**3 * d for a, b, c, d in zip(p, q, r, s))


def smile():
    parts = [((68, 158), (84, 184), (106, 196), (128, 196)), ((128, 196), (150, 196), (172, 184), (188, 158))]
    points = [cubic(*part, i / 12) for part in parts for i in range(13)]
    return list(zip(points, points[1:]))


def distance(x, y, line):
    (ax, ay), (bx, by) = line
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return math.hypot(x - ax - t * dx, y - ay - t * dy)


def ground(x, y):
    dx, dy = max(abs(x - 128) - 60, 0), max(abs(y - 128) - 60, 0)
    return math.hypot(dx, dy) <= 60


def gradient(x, y):
    t = max(0.0, min(1.0, (x + y - 16) / 480))
    for (t0, c0), (t1, c1) in zip(STOPS, STOPS[1:]):
        if t <= t1:
            part = (t - t0) / (t1 - t0)
            return tuple(a + (b - a) * part for a, b in zip(c0, c1))
    return STOPS[-1][1]


def render(side):
    lines = STROKES + smile()
    rows = []
    for row in range(side):
        out = bytearray([0])
        for column in range(side):
            total, covered = [0.0, 0.0, 0.0], 0
            for i in range(SAMPLES * SAMPLES):
                x = (column + (i % SAMPLES + 0.5) / SAMPLES) * 256 / side
                y = (row + (i // SAMPLES + 0.5) / SAMPLES) * 256 / side
                if not ground(x, y):
                    continue
                covered += 1
                near = 55 < x < 200 and 65 < y < 210
                white = near and any(distance(x, y, line) <= HALF_STROKE for line in lines)
                color = (255, 255, 255) if white else gradient(x, y)
                total = [a + b for a, b in zip(total, color)]
            alpha = round(255 * covered / SAMPLES**2)
            out += bytes([*(round(c / covered) if covered else 0 for c in total), alpha])
        rows.append(bytes(out))
    return b"".join(rows)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


for side in (16, 24, 32, 48, 64, 128, 256, 512):
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    png += chunk(b"IDAT", zlib.compress(render(side), 9)) + chunk(b"IEND", b"")
    Path(__file__).with_name(f"mien-{side}.png").write_bytes(png)
