"""Accompaniment: figures that turn a chord progression into notes."""

from __future__ import annotations

import theory
from score import Note, Piece

DRUM_LEVELS = {"X": 0.95, "x": 0.72, "o": 0.42, "-": 0.25}


def voicings(piece: Piece, voices: int, low: str, high: str, first: int = 1, last: int = 999) -> list[tuple[float, float, tuple[int, ...]]]:
    """(start, length, pitches) for each chord of bars first..last, led smoothly."""
    grid = piece.harmony()
    led = theory.voice([c for _, _, c in grid], voices, theory.midi(low), theory.midi(high))
    begin, end = (first - 1) * piece.bar, last * piece.bar
    return [(start, length, pitches) for (start, length, _), pitches in zip(grid, led) if begin - 1e-6 <= start < end - 1e-6]


def held(voiced, velocity: float = 0.5, overlap: float = 0.0) -> list[Note]:
    """Chords held for their length; a tone that stays is held over the change."""
    notes: list[Note] = []
    for start, length, pitches in voiced:
        for pitch in pitches:
            index = next((i for i, n in enumerate(notes) if n.pitch == pitch and abs(n.start + n.length - start) < 1e-6), None)
            if index is None:
                notes.append(Note(start, length, pitch, velocity))
            else:
                old = notes[index]
                notes[index] = Note(old.start, old.length + length, pitch, velocity)
    return [Note(n.start, n.length + overlap, n.pitch, n.velocity) for n in notes]


def comped(voiced, bar: float, figure: list[tuple[float, float, float]], roll: float = 0.0) -> list[Note]:
    """Chords in a rhythm: `figure` is (beat in the bar, length, velocity)."""
    notes = []
    last = max(start + length for start, length, _ in voiced)
    at_bar = 0.0
    while at_bar < last - 1e-6:
        for beat, length, velocity in figure:
            at = at_bar + beat
            current = next((p for s, n, p in voiced if s - 1e-6 <= at < s + n - 1e-6), None)
            for index, pitch in enumerate(current or ()):
                notes.append(Note(at + roll * index, length, pitch, velocity - 0.02 * index))
        at_bar += bar
    return notes


def strummed(voiced, bar: float, figure: str, velocity: float = 0.6, ring: float = 1.0) -> list[Note]:
    """Guitar strums; one letter an equal step of the bar: D down, U up, d and u softer."""
    notes = []
    step = bar / len(figure)
    last = max(start + length for start, length, _ in voiced)
    for bar_index in range(round(last / bar)):
        for place, letter in enumerate(figure):
            at = bar_index * bar + place * step
            current = next((p for s, n, p in voiced if s - 1e-6 <= at < s + n - 1e-6), None)
            if letter == "." or current is None:
                continue
            order = current if letter in "Dd" else tuple(reversed(current))[:3]
            loud = velocity * (1.0 if letter.isupper() else 0.72)
            gap = 0.022 if letter in "Dd" else 0.014
            for index, pitch in enumerate(order):
                notes.append(Note(at + gap * index, ring, pitch, loud * (1 - 0.04 * index)))
    return notes


def arpeggiated(voiced, order: list[int], step: float, velocity: float = 0.5, ring: float = 1.0) -> list[Note]:
    """Broken chords: `order` indexes the voicing from below; -1 rests, 12 and up add an octave."""
    notes = []
    for start, length, pitches in voiced:
        for place in range(round(length / step)):
            index = order[place % len(order)]
            if index < 0:
                continue
            pitch = pitches[index % 12 % len(pitches)] + 12 * (index // 12)
            accent = 0.08 if place == 0 else 0.0
            hold = max(step, min(ring, length - place * step + 0.25))
            notes.append(Note(start + place * step, hold, pitch, velocity + accent))
    return notes


def bass_line(piece: Piece, figure: list[tuple[float, str, float, float]], centre: str = "e2") -> list[Note]:
    """A bass: `figure` is (beat in the chord, tone, length, velocity).

    Tones: 'r' bass note, '5' fifth, '3' third, '8' octave, 'a' a scale step or
    semitone that leads to the next bass note. The last chord gets one long root.
    """
    grid = piece.harmony()
    notes: list[Note] = []
    home = theory.midi(centre)
    roots: list[int] = []
    for _, _, item in grid:
        roots.append(theory.nearest(item.bass, (roots[-1] + home) / 2 if roots else home))
    for index, (start, length, item) in enumerate(grid):
        root = roots[index]
        target = roots[index + 1] if index + 1 < len(roots) else root
        third = root + min((t - item.bass) % 12 for t in item.tones if (t - item.bass) % 12 in (3, 4, 5, 2, 8, 9, 0))
        fifth = min((t - item.bass) % 12 for t in item.tones + ((item.root + 7) % 12,) if (t - item.bass) % 12 in (5, 6, 7, 8, 9))
        scale = piece.key.scale
        lead = target - 1 if target > root else target + (1 if (target + 1) % 12 in scale else 2)
        tones = {"r": root, "5": root + fifth, "3": third, "8": root + 12, "a": lead, "4": root - 12 + fifth}
        if index + 1 == len(grid):
            notes.append(Note(start, length, root, figure[0][3]))
            break
        for beat, tone, hold, velocity in figure:
            if beat < length - 1e-6:
                notes.append(Note(start + beat, min(hold, length - beat), tones[tone], velocity))
    return notes


def drums(sounds: dict[str, int], grid: dict[str, str], bar: float, first: int, last: int) -> list[Note]:
    """Grids of hits for bars first..last (1-based, inclusive).

    A grid holds one bar or several; a bar is cut into as many equal steps as the grid
    has letters a bar, bars being separated by '|'. X accent, x hit, o soft, - ghost.
    """
    notes = []
    for name, text in grid.items():
        lines = [line.replace(" ", "") for line in text.split("|")]
        for index in range(first, last + 1):
            line = lines[(index - first) % len(lines)]
            step = bar / len(line)
            for place, letter in enumerate(line):
                if letter in DRUM_LEVELS:
                    notes.append(Note((index - 1) * bar + place * step, step, sounds[name], DRUM_LEVELS[letter]))
    return notes
