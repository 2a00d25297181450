"""Listen with numbers: what a person would notice, measured on the rendered files.

    python music/generator/check.py [--pictures DIR] [--music DIR]

Ends with status 1 if a file breaks a promise (levels, length, silence, clicks, keys).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np

import encode
import picture
from pieces import all_pieces
from render import path_of
from score import Clock, Piece, performed
from synth.core import RATE


def decoded(path: Path) -> np.ndarray:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-ac", "2", "-ar", str(RATE), "-"]
    raw = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(raw, dtype="<f4").reshape(-1, 2).astype(float)


def _pitched(piece: Piece):
    return [p for p in piece.parts if p.instrument not in ("drums", "tide")]


def out_of_key(piece: Piece) -> float:
    """Share of note time on pitches that belong neither to the key nor to the chord of the moment."""
    harmony = piece.harmony()
    total = foreign = 0.0
    for part in _pitched(piece):
        for note in part.notes:
            tones = next((c.tones for s, n, c in harmony if s - 1e-6 <= note.start + 0.05 < s + n), ())
            total += note.length
            if round(note.pitch) % 12 not in piece.key.scale and round(note.pitch) % 12 not in tones:
                foreign += note.length
    return foreign / total


def clashes(piece: Piece) -> list[str]:
    """Semitones (or minor ninths) between parts that last a beat or more."""
    found = []
    for one, two in combinations(_pitched(piece), 2):
        for a in one.notes:
            for b in two.notes:
                shared = min(a.start + a.length, b.start + b.length) - max(a.start, b.start)
                if shared >= 0.9 and abs(round(a.pitch) - round(b.pitch)) in (1, 13):
                    bar = int(max(a.start, b.start) // piece.bar) + 1
                    found.append(f"bar {bar}: {one.name} {a.pitch} against {two.name} {b.pitch} for {shared:g}")
    return found


def weak_melody(piece: Piece) -> list[str]:
    """Long melody notes that are not in their chord and do not move on by step."""
    harmony = piece.harmony()
    notes = piece.parts[0].notes
    found = []
    for index, note in enumerate(notes):
        item = next(c for s, n, c in harmony if s - 1e-6 <= note.start + 0.05 < s + n)
        follower = notes[index + 1].pitch if index + 1 < len(notes) else note.pitch
        if note.length >= 1 and note.pitch % 12 not in item.tones and abs(follower - note.pitch) not in (1, 2):
            found.append(f"bar {int(note.start // piece.bar) + 1}: {note.pitch} over {item.symbol}")
    return found


def features(x: np.ndarray) -> dict[str, float]:
    mono = x.mean(axis=1)
    size, hop = 2048, 512
    frames = np.lib.stride_tricks.sliding_window_view(mono, size)[::hop] * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1))
    freqs = np.fft.rfftfreq(size, 1 / RATE)
    energy = power.sum(axis=1)
    loud = energy > 0.1 * energy.max()
    centroid = (power[loud] @ freqs / energy[loud]).mean()
    flux = np.maximum(np.diff(np.log1p(30 * power), axis=0), 0).sum(axis=1)
    peaks = (flux[1:-1] > flux[:-2]) & (flux[1:-1] >= flux[2:]) & (flux[1:-1] > np.median(flux) + 1.0 * flux.std())
    side = (x[:, 0] - x[:, 1]) / 2
    return {
        "centroid": float(centroid),
        "onsets": float(peaks.sum() / (len(mono) / RATE)),
        "width": float(np.sqrt((side**2).mean() / (mono**2).mean())),
        "crest": float(20 * np.log10(np.abs(x).max() / np.sqrt((x**2).mean()))),
        "lows": float(10 * np.log10((power[:, freqs < 160] ** 2).sum() / (power**2).sum())),
        "highs": float(10 * np.log10((power[:, freqs > 4000] ** 2).sum() / (power**2).sum())),
    }


def clicks(x: np.ndarray) -> int:
    """Single-sample jumps far above what surrounds them."""
    jump = np.abs(np.diff(x, 3, axis=0)).max(axis=1)
    blocks = jump[: len(jump) // 256 * 256].reshape(-1, 256)
    peak, floor = blocks.max(axis=1), np.median(blocks, axis=1)
    near = np.maximum(np.roll(floor, 1), np.maximum(floor, np.roll(floor, -1)))
    return int(((peak > 60 * near) & (peak > 0.02)).sum())


def promises(piece: Piece, x: np.ndarray, level: float, peak: float) -> list[str]:
    """What is wrong with a rendered file; empty if nothing."""
    head = np.abs(x[: int(0.02 * RATE)]).max()
    tail = np.sqrt((x[-int(0.15 * RATE) :] ** 2).mean())
    length = len(x) / RATE
    wrong = []
    for broken, text in (
        (not 20 <= length <= 40, f"length {length:.1f} s"),
        (abs(level + 16) > 0.6, f"loudness {level} LUFS"),
        (peak > -1.0, f"true peak {peak} dBTP"),
        (head > 0.002, f"starts at {head:.4f}"),
        (tail > 0.002, f"ends at {tail:.4f}"),
        (np.abs(x.mean(axis=0)).max() > 1e-3, f"DC {x.mean(axis=0)}"),
        (clicks(x) > 0, f"{clicks(x)} clicks"),
        (piece.mood != "tense" and out_of_key(piece) > 0.04, f"{out_of_key(piece):.1%} out of key"),
    ):
        if broken:
            wrong.append(text)
    return wrong


def _likeness(pictures: list[np.ndarray]) -> list[str]:
    """The two most alike pieces by their rhythm and colour."""
    flat = [p.ravel() - p.mean() for p in pictures]
    pairs = [(float(a @ b / np.sqrt((a @ a) * (b @ b))), i, j) for (i, a), (j, b) in combinations(enumerate(flat), 2)]
    return [f"{value:.2f}: {i + 1} and {j + 1}" for value, i, j in sorted(pairs, reverse=True)[:3]]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the rendered demo music.")
    parser.add_argument("--music", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--pictures", type=Path, help="also write spectrograms and piano rolls here")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    failed = 0
    colour = []
    for piece in all_pieces():
        path = path_of(piece, options.music)
        if options.only.lower() not in piece.title.lower() or not path.exists():
            continue
        x = decoded(path)
        level, peak = encode.measure(path)
        wrong = promises(piece, x, level, peak)
        failed += bool(wrong)
        f = features(x)
        print(
            f"{piece.mood:6} {piece.title:30} {len(x) / RATE:4.1f}s {level:5.1f}L {peak:5.1f}P  " + "  ".join(f"{k} {v:.2f}" for k, v in f.items()), flush=True
        )
        for text in wrong:
            print(f"       BROKEN: {text}")
        for text in weak_melody(piece) + clashes(piece):
            print(f"       {text}")
        print(f"       out of key {out_of_key(piece):.1%}")
        shape = picture.spectrogram(x.mean(axis=1), RATE)
        colour.append(shape[::10, ::10].mean(axis=-1))
        if options.pictures:
            _draw(piece, shape, len(x) / RATE, options.pictures)
    if len(colour) > 1:
        print("most alike:", *_likeness(colour))
    return 1 if failed else 0


def _draw(piece: Piece, shape: np.ndarray, seconds: float, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{piece.mood}{piece.number}"
    picture.save(shape, folder / f"{name} spectrogram.png")
    end = Clock(piece)(piece.bars * piece.bar) + 1
    picture.save(picture.piano_roll([performed(piece, p) for p in _pitched(piece)], end), folder / f"{name} roll.png")


if __name__ == "__main__":
    sys.exit(main())
