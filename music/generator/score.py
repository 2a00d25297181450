"""The score: notes on a grid of beats, the notation they are written in, and time.

One beat is a quarter note throughout. Nothing here knows how a note sounds.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

import theory


@dataclass(frozen=True)
class Note:
    """`start` and `length` in beats, `pitch` as MIDI number, `velocity` 0..1."""

    start: float
    length: float
    pitch: float
    velocity: float = 0.7


@dataclass
class Part:
    """One player: what is played, on what, how loud (LU against the mix) and where."""

    name: str
    instrument: str
    notes: list[Note]
    level: float = -6.0
    pan: float = 0.0
    reverb: float = -12.0
    effects: tuple = ()
    timing: float = 0.008
    touch: float = 0.05


@dataclass
class Piece:
    """A whole piece with what its tags say. `bars` counts written bars."""

    number: int
    title: str
    artist: str
    mood: str
    mood_tag: str | None
    genre: str
    extension: str
    key: theory.Key
    bpm: float
    meter: tuple[int, int]
    chords: str
    parts: list[Part] = field(default_factory=list)
    swing: float = 0.0
    swing_unit: float = 1.0
    slowdown: tuple[float, float] = (1.0, 0.8)
    room: str = "chamber"
    tail: float = 3.5
    beat_unit: float = 1.0

    @property
    def bar(self) -> float:
        """Length of a bar in beats."""
        return self.meter[0] * 4 / self.meter[1]

    @property
    def bars(self) -> int:
        return len(self.chords.split("|"))

    @property
    def seed(self) -> int:
        return zlib.crc32(self.title.encode())

    def harmony(self) -> list[tuple[float, float, theory.Chord]]:
        """(start, length, chord) for every chord; chords share their bar evenly."""
        result = []
        for index, text in enumerate(self.chords.split("|")):
            symbols = text.split()
            length = self.bar / len(symbols)
            for place, symbol in enumerate(symbols):
                result.append((index * self.bar + place * length, length, theory.chord(symbol)))
        return result


def melody(text: str, bar: float, velocity: float = 0.7, start_bar: int = 1) -> list[Note]:
    """Read a melody such as 'd5:1 b4:.5 r | _:1 g4:2!'.

    A token is pitch:beats; the length stays until another is given. 'r' rests, '_'
    prolongs the note before, a '!' at the end accents. Bars must be full: ValueError if not.
    """
    notes: list[Note] = []
    length = 1.0
    for index, written in enumerate(text.split("|")):
        at = (start_bar - 1 + index) * bar
        end = at + bar
        for token in written.split():
            accent = token.endswith("!")
            name, _, beats = token.rstrip("!").partition(":")
            length = float(beats) if beats else length
            if name == "_":
                last = notes.pop()
                notes.append(Note(last.start, last.length + length, last.pitch, last.velocity))
            elif name != "r":
                on_beat = 0.03 if abs(at % 1) < 1e-6 else 0.0
                loud = min(1.0, velocity + on_beat + 0.15 * accent)
                notes.append(Note(at, length, theory.midi(name), loud))
            at += length
        if written.strip() and abs(at - end) > 1e-6:
            raise ValueError(f"bar {start_bar + index} holds {at - end + bar} beats: {written!r}")
    return notes


def shaped(notes: list[Note], arc: float = 0.12, span: float = 8.0) -> list[Note]:
    """Swell to the middle of every `span` beats and a little with the height of the line."""
    if not notes:
        return notes
    mean = sum(n.pitch for n in notes) / len(notes)
    result = []
    for n in notes:
        swell = arc * np.sin(np.pi * ((n.start % span) / span)) - arc / 2
        loud = n.velocity + swell + 0.008 * (n.pitch - mean)
        result.append(Note(n.start, n.length, n.pitch, float(np.clip(loud, 0.08, 1.0))))
    return result


def transposed(notes: list[Note], semitones: int, gain: float = 1.0) -> list[Note]:
    return [Note(n.start, n.length, n.pitch + semitones, min(1.0, n.velocity * gain)) for n in notes]


def ornamented(notes: list[Note], scale: frozenset[int], least: float = 0.45, length: float = 0.1) -> list[Note]:
    """Grace notes from the step above, on accented notes and on the long ones."""
    typical = sorted(n.velocity for n in notes)[len(notes) // 2]
    result = []
    for n in notes:
        if n.length >= least and (n.velocity > typical + 0.08 or n.length >= 1.0):
            above = next(n.pitch + d for d in (1, 2, 3) if (n.pitch + d) % 12 in scale)
            result.append(Note(n.start, length, above, n.velocity * 0.8))
            result.append(Note(n.start + length, n.length - length, n.pitch, n.velocity))
        else:
            result.append(n)
    return result


def between(notes: list[Note], first: float, last: float) -> list[Note]:
    """The notes that start in [first, last) beats."""
    return [n for n in notes if first <= n.start < last]


class Clock:
    """Beats to seconds: swing first, then a tempo that slows down at the end."""

    def __init__(self, piece: Piece):
        self.swing = piece.swing
        self.unit = piece.swing_unit
        total = piece.bars * piece.bar
        slow_beats, factor = piece.slowdown
        grid = np.arange(0.0, total + 64.0, 1 / 32)
        begin = total - slow_beats
        progress = np.clip((grid - begin) / max(slow_beats, 1e-6), 0.0, 1.0)
        tempo = piece.bpm * piece.beat_unit * (1 - (1 - factor) * progress)
        seconds = np.concatenate([[0.0], np.cumsum(60 / tempo[:-1] / 32)])
        self.grid, self.seconds = grid, seconds

    def __call__(self, beat: float) -> float:
        place = (beat / self.unit) % 1.0
        base = beat - place * self.unit
        middle = 0.5 + self.swing / 2
        if place < 0.5:
            place = place / 0.5 * middle
        else:
            place = middle + (place - 0.5) / 0.5 * (1 - middle)
        return float(np.interp(base + place * self.unit, self.grid, self.seconds))


@dataclass(frozen=True)
class Sounding:
    """A note in real time: seconds, MIDI pitch, velocity 0..1."""

    start: float
    length: float
    pitch: float
    velocity: float


def performed(piece: Piece, part: Part) -> list[Sounding]:
    """Play a part with small, repeatable human deviations, in order of time."""
    rng = np.random.default_rng([piece.seed, zlib.crc32(part.name.encode())])
    clock = Clock(piece)
    drift = 0.0
    result = []
    for n in sorted(part.notes, key=lambda n: (n.start, n.pitch)):
        drift = 0.8 * drift + 0.2 * float(rng.normal())
        late = part.timing * (0.6 * float(rng.normal()) + drift)
        begin = max(0.0, clock(n.start) + float(np.clip(late, -0.025, 0.025)))
        length = max(0.03, clock(n.start + n.length) - clock(n.start))
        loud = float(np.clip(n.velocity + part.touch * rng.normal(), 0.05, 1.0))
        result.append(Sounding(begin, length, n.pitch, loud))
    return sorted(result, key=lambda n: n.start)
