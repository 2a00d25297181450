"""Pitches, scales, chords and voice leading.

Pitches are MIDI numbers (60 is middle C), pitch classes are 0..11. Nothing here
knows about time, loudness or sound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

STEPS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}

SCALES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "pentatonic": (0, 2, 4, 7, 9),
}

# Semitones above the root, most telling tones first: when there are fewer
# voices than tones, the ones at the end are left out.
QUALITIES = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "5": (0, 7),
    "dim": (0, 3, 6),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "6": (4, 9, 0, 7),
    "m6": (3, 9, 0, 7),
    "69": (4, 9, 2, 7, 0),
    "add9": (4, 2, 0, 7),
    "madd9": (3, 2, 0, 7),
    "7": (4, 10, 0, 7),
    "7sus4": (5, 10, 0, 7),
    "7b9": (4, 10, 1, 7, 0),
    "9": (4, 10, 2, 7, 0),
    "9sus4": (5, 10, 2, 7, 0),
    "13": (4, 10, 9, 2, 0, 7),
    "13sus4": (5, 10, 9, 2, 0, 7),
    "maj7": (4, 11, 7, 0),
    "maj9": (4, 11, 7, 2, 0),
    "maj7#11": (4, 11, 6, 2, 0),
    "m7": (3, 10, 7, 0),
    "m9": (3, 10, 7, 2, 0),
    "m11": (3, 10, 5, 2, 0),
    "dim7": (0, 3, 6, 9),
    "m7b5": (3, 6, 10, 0),
}

_PITCH = re.compile(r"^([a-g])(#|b)?(-?\d)$")
_CHORD = re.compile(r"^([A-G])(#|b)?([^/]*)(?:/([A-G])(#|b)?)?$")


def pitch_class(letter: str, accidental: str | None) -> int:
    """Pitch class of a letter name with an optional '#' or 'b'."""
    return (STEPS[letter.lower()] + {"#": 1, "b": -1, None: 0, "": 0}[accidental]) % 12


def midi(name: str) -> int:
    """MIDI number of a name such as 'f#4'; raises ValueError for anything else."""
    match = _PITCH.match(name)
    if not match:
        raise ValueError(f"not a pitch: {name!r}")
    letter, accidental, octave = match.groups()
    shift = {"#": 1, "b": -1, None: 0}[accidental]
    return STEPS[letter] + shift + 12 * (int(octave) + 1)


def hertz(pitch: float) -> float:
    """Frequency in equal temperament, a4 = 440 Hz."""
    return 440.0 * 2.0 ** ((pitch - 69) / 12)


@dataclass(frozen=True)
class Chord:
    """A chord symbol: its tones in order of importance and the note in the bass."""

    symbol: str
    tones: tuple[int, ...]
    root: int
    bass: int


def chord(symbol: str) -> Chord:
    """Read a symbol such as 'F#m7' or 'D/F#'; raises ValueError if it is unknown."""
    match = _CHORD.match(symbol)
    if not match or match.group(3) not in QUALITIES:
        raise ValueError(f"not a chord: {symbol!r}")
    letter, accidental, quality, bass_letter, bass_accidental = match.groups()
    root = pitch_class(letter, accidental)
    bass = pitch_class(bass_letter, bass_accidental) if bass_letter else root
    return Chord(symbol, tuple((root + step) % 12 for step in QUALITIES[quality]), root, bass)


@dataclass(frozen=True)
class Key:
    """A tonic and the pitch classes of its scale."""

    tonic: int
    mode: str
    name: str

    @property
    def scale(self) -> frozenset[int]:
        return frozenset((self.tonic + step) % 12 for step in SCALES[self.mode])

    @property
    def short_name(self) -> str:
        """The form tags use: 'G', 'C#m'. Modes go by the quality of their third."""
        letter = self.name.split()[0]
        return letter + ("m" if 3 in SCALES[self.mode] else "")


def key(name: str) -> Key:
    """Read 'E phrygian' and the like."""
    tonic, mode = name.split()
    if mode not in SCALES:
        raise ValueError(f"not a mode: {mode!r}")
    return Key(pitch_class(tonic[0], tonic[1:] or None), mode, name)


def nearest(pc: int, target: float) -> int:
    """The pitch of class `pc` that is closest to `target`."""
    base = round(target)
    return min((base + d for d in range(-6, 7) if (base + d) % 12 == pc), key=lambda p: abs(p - target))


def _has_parallels(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether two voices move in parallel fifths or octaves."""
    for (a1, a2), (b1, b2) in combinations(zip(before, after), 2):
        same = (b1 - a1) % 12 == (b2 - a2) % 12
        if same and (b1 - a1) % 12 in (0, 7) and a1 != a2 and (a2 - a1) * (b2 - b1) > 0:
            return True
    return False


def _cost(voicing: tuple[int, ...], before: tuple[int, ...] | None, centre: float) -> float:
    spread = sum(max(0, b - a - 9) for a, b in zip(voicing, voicing[1:]))
    mud = sum(max(0, 5 - (b - a)) for a, b in zip(voicing, voicing[1:]) if a < 52)
    bite = sum(2 for a, b in zip(voicing, voicing[1:]) if b - a == 1)
    drift = abs(sum(voicing) / len(voicing) - centre)
    cost = spread + 1.5 * mud + bite + 0.8 * drift
    if before:
        cost += sum(abs(a - b) for a, b in zip(before, voicing))
        cost += 1.5 * max(abs(a - b) for a, b in zip(before, voicing))
        cost += 6 * _has_parallels(before, voicing)
    return cost


def voice(chords: list[Chord], voices: int, low: int, high: int) -> list[tuple[int, ...]]:
    """Lead `voices` upper voices through the chords with little movement.

    Each voicing holds the most telling tones of its chord, lies between `low` and
    `high` (or as little outside as it must), and avoids parallel fifths and octaves where it can.
    """
    centre = (low + high) / 2
    result: list[tuple[int, ...]] = []
    for item in chords:
        wanted = set(item.tones[:voices])
        choices: list[tuple[int, ...]] = []
        for wider in range(13):
            pool = [p for p in range(low - wider // 2, high + 1 + wider) if p % 12 in wanted]
            choices = [c for c in combinations(pool, voices) if {p % 12 for p in c} == wanted]
            if choices:
                break
        if not choices:
            raise ValueError(f"no room for {item.symbol} between {low} and {high}")
        before = result[-1] if result else None
        result.append(min(choices, key=lambda c: _cost(c, before, centre)))
    return result
