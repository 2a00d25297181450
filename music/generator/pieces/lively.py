"""Lively pieces: major keys, quick and syncopated, bright sounds."""

from __future__ import annotations

import theory
from patterns import arpeggiated, bass_line, comped, drums, held, strummed, voicings
from score import Note, Part, Piece, between, melody, ornamented, shaped, transposed
from synth.drums import SOUNDS


def paper_kites() -> Piece:
    piece = Piece(
        1, "Paper Kites at Noon", "Juno Marsh", "lively", "happy", "Indie Pop", "mp3", theory.key("G major"), 120, (4, 4),
        "G | D/F# | Em7 | Cadd9 | G | D/F# | Cadd9 | D7sus4 D | Em7 | Cadd9 | G | D | Em7 | Cadd9 | D7sus4 D7 | G",
        slowdown=(2.0, 0.86), room="plate",
    )  # fmt: skip
    tune = melody(
        "d5:.5 b4 d5 e5:1! d5:.5 b4:1 | a4:.5 a4 d5 f#5:1! e5:.5 d5:1 | e5:.5 d5 e5 g5:1! e5:.5 d5 b4 | e5:.5 d5 c5 d5:1.5 r:1 |"
        "d5:.5 b4 d5 e5:1! d5:.5 b4:1 | a4:.5 a4 d5 f#5:1! e5:.5 d5:1 | e5:.5 e5 g5 a5:1! g5:.5 e5:1 | g5:.5 e5 d5 e5 f#5:2 |"
        "g5:1.5 f#5:.5 e5:1 b4 | e5:1.5 d5:.5 c5:1 g4 | b4:.5 d5 g5:1.5! f#5:.5 d5:1 | a5:1 f#5 d5:1.5 r:.5 |"
        "g5:1.5 f#5:.5 e5 g5 b5:1! | a5:.5 g5:1 e5:.5 g5:2 | a5:.5 g5 e5 d5 f#5 e5 d5 a5 | g5:1 d5:.5 b4 g5:2",
        4.0, 0.72,
    )  # fmt: skip
    tune = shaped(tune)
    chords = voicings(piece, 4, "d3", "g4")
    guitar = strummed(chords[:-1], 4.0, "D..UD.uUd.uUD.uU", 0.62, 0.5)
    guitar += [Note(60 + 0.02 * i, 4.0, p, 0.6) for i, p in enumerate(chords[-1][2])]
    sparkle = arpeggiated(voicings(piece, 3, "g4", "f5", 9, 15), [0, 2, 1, 2], 0.5, 0.4, 0.7)
    groove = drums(SOUNDS, {"kick": "x..x..x.", "snare": "..x...x.", "shaker": "x-o-x-o-x-o-x-oo"}, 4.0, 1, 8)
    groove += drums(SOUNDS, {"kick": "x..x.xx.", "clap": "..x...x.", "snare": "..o...o.", "shaker": "x-o-x-o-x-o-x-oo", "tambourine": ".x.x.x.x"}, 4.0, 9, 15)
    groove += drums(SOUNDS, {"snare": "............o-xx"}, 4.0, 8, 8) + drums(SOUNDS, {"kick": "x...", "crash": "x..."}, 4.0, 16, 16)
    piece.parts = [
        Part("melody", "glockenspiel", transposed(tune, 12), -7, 0.12, -10),
        Part("whistle", "whistle", [Note(n.start, n.length * 0.92, n.pitch, n.velocity) for n in tune], -5, -0.08, -11, (("echo", {"time": 0.375, "mix": 0.16}),)),
        Part("guitar", "steel_guitar", guitar, -4.8, -0.42, -16, (("low_cut", {"frequency": 110}),), 0.004),
        Part("second guitar", "nylon_guitar", comped(chords[:-1], 4.0, [(0, 0.9, 0.5), (1.5, 0.9, 0.45), (3, 0.7, 0.5)], 0.02), -9, 0.5, -14),
        Part("sparkle", "kalimba", sparkle, -12, 0.45, -9),
        Part("bass", "upright_bass", bass_line(piece, [(0, "r", 1.2, 0.75), (1.5, "r", 0.5, 0.6), (2, "5", 0.9, 0.68), (3, "8", 0.4, 0.6), (3.5, "a", 0.45, 0.62)]), -5.5, 0.0, -26),
        Part("pad", "strings", held(voicings(piece, 3, "g3", "d5", 9), 0.4), -14, 0.0, -10),
        Part("drums", "drums", groove, -6.5, 0.0, -20, (), 0.005),
    ]  # fmt: skip
    return piece


def tangerine_elevator() -> Piece:
    piece = Piece(
        2, "Tangerine Elevator", "The Brass Kettle Club", "lively", None, "Funk", "ogg", theory.key("F major"), 112, (4, 4),
        "Bbmaj7 Am7 | Gm9 C9sus4 | Fmaj9 | F9 | Bbmaj7 Am7 | Gm9 C9sus4 | Fmaj9 | F9 |"
        "Dm9 | Gm9 C13 | Am7 Dm7 | Gm9 C9sus4 | Bbmaj7 Am7 | Gm9 C13 | F69",
        swing=0.12, swing_unit=0.5, slowdown=(0.5, 0.95), room="studio", tail=2.2,
    )  # fmt: skip
    tune = melody(
        "r:.5 c5:.25 d5 f5:.5 d5 c5:.75 a4:.25 c5:1 | r:.5 bb4:.25 c5 d5:.5 f5 g5:.75! f5:.25 d5:1 | c5:.75 a4 c5:.5 r f5:.25 g5 a5:1! | g5:.25 f5 eb5:.5 c5 r:.25 a4 c5:.5 eb5 r:1 |"
        "r:.5 c5:.25 d5 f5:.5 d5 c5:.75 a4:.25 c5:1 | r:.5 bb4:.25 c5 d5:.5 f5 a5:.75! g5:.25 f5:1 | a5:.75! g5 f5:.5 r c5:.25 d5 f5:1 | eb5:.25 f5 eb5:.5 c5 r:.25 a4 c5:.5 c5 r:1 |"
        "f5:.75 e5:.25 d5:.5 a4 c5 d5:1.5 | r:.5 bb4:.25 d5 f5:.5 a5 g5:1! e5:.5 c5 | e5:.75 c5:.25 a4:.5 c5 d5:.5 f5:1 a5:.5 | g5:.75! f5:.25 d5:.5 bb4 c5:.5 d5 f5 g5 |"
        "a5:.5! f5:.25 d5 f5:.5 a5 c6:.75 a5:.25 g5:1 | f5:.5 d5:.25 bb4 d5:.5 f5 e5:.5 g5 a5 c6 | f5:.5! r:3.5",
        4.0, 0.72,
    )  # fmt: skip
    chords = voicings(piece, 4, "e3", "d5")
    stab = [(0.0, 0.2, 0.5), (0.75, 0.2, 0.6), (1.5, 0.45, 0.55), (2.75, 0.2, 0.62), (3.5, 0.3, 0.5)]
    clav = [
        (0.25, 0.15, 0.5),
        (0.5, 0.15, 0.6),
        (1.25, 0.15, 0.5),
        (1.75, 0.2, 0.65),
        (2.25, 0.15, 0.5),
        (3.0, 0.15, 0.6),
        (3.25, 0.15, 0.45),
        (3.75, 0.2, 0.6),
    ]
    upper = voicings(piece, 3, "a4", "g5")
    brass = [
        Note(b * 4 + at, length, p, 0.75)
        for b in (3, 7, 11, 13)
        for at, length in ((2.75, 0.2), (3.25, 0.2), (3.5, 0.35))
        for s, n, ps in upper
        if s <= b * 4 + at < s + n
        for p in ps
    ]
    brass += [Note(56, 0.4, p, 0.85) for p in upper[-1][2]]
    low = bass_line(
        piece,
        [
            (0, "r", 0.4, 0.85),
            (0.75, "r", 0.2, 0.55),
            (1.0, "8", 0.2, 0.7),
            (1.5, "5", 0.25, 0.6),
            (1.75, "a", 0.2, 0.6),
            (2.0, "r", 0.4, 0.8),
            (2.75, "r", 0.2, 0.6),
            (3.0, "8", 0.2, 0.75),
            (3.25, "5", 0.2, 0.55),
            (3.5, "a", 0.4, 0.65),
        ],
        "f#2",
    )
    groove = drums(SOUNDS, {"kick": "X..x..x...x..-..", "snare": "....X..-.-..X..-", "hat": "x-xox-xox-xox-x.", "open_hat": "..............o."}, 4.0, 1, 14)
    groove += drums(SOUNDS, {"clap": "....x.......x..."}, 4.0, 9, 14) + drums(
        SOUNDS, {"conga_high": "..o...ox..o...o.", "conga_low": "......... ..x..x".replace(" ", "")}, 4.0, 5, 14
    )
    groove += drums(SOUNDS, {"snare": "..........x.xxXx"}, 4.0, 14, 14) + drums(SOUNDS, {"kick": "X...", "crash": "x...", "snare": "x..."}, 4.0, 15, 15)
    piece.parts = [
        Part("lead", "clarinet", [Note(n.start, n.length * 0.85, n.pitch, n.velocity) for n in shaped(tune)], -3.5, 0.1, -13, (("treble", {"frequency": 2500, "gain": 4}), ("drive", {"amount": 1.5}))),
        Part("lead double", "vibraphone", [Note(n.start, 0.3, n.pitch, n.velocity) for n in between(tune, 32, 60)], -10, 0.3, -12),
        Part("electric piano", "electric_piano", comped(chords[:-1], 4.0, stab) + held(chords[-1:], 0.6), -6.5, -0.15, -16, (("autopan", {"rate": 3.7, "depth": 0.3}), ("chorus", {})), 0.005),
        Part("clavinet", "muted_guitar", comped(voicings(piece, 2, "a3", "c5")[:-1], 4.0, clav), -10, 0.55, -18, (("low_cut", {"frequency": 250}),), 0.004),
        Part("brass", "brass_stab", brass, -7, -0.3, -12, (), 0.006),
        Part("bass", "finger_bass", low, -4.5, 0.0, -30, (), 0.004),
        Part("drums", "drums", groove, -4.5, 0.0, -20, (), 0.004),
    ]  # fmt: skip
    return piece


def harbour_parade() -> Piece:
    piece = Piece(
        3, "Harbour Parade", "The Brass Kettle Club", "lively", "energetic", "Calypso", "m4a", theory.key("Bb major"), 126, (4, 4),
        "Bb | Eb | F7 | Bb | Bb | Eb | F7 | Bb | Gm | Cm7 | F7 | Bb | Gm | Cm7 | F7 | Bb",
        slowdown=(1.0, 0.95), room="plate", tail=2.5,
    )  # fmt: skip
    tune = melody(
        "r:.5 f4 bb4 d5:1! c5:.5 bb4:1 | r:.5 g4 bb4 eb5:1! d5:.5 c5 bb4 | r:.5 a4 c5 eb5:1! d5:.5 c5:1 | d5:.5 f5 d5 bb4:1.5 r:1 |"
        "r:.5 f4 bb4 d5:1! f5:.5 d5:1 | r:.5 g4 bb4 g5:1! f5:.5 eb5:1 | f5:.5 eb5 c5 a4:1 c5:.5 eb5 c5 | d5:1.5 f5:.5 bb5:1! r:1 |"
        "bb5:1 a5:.5 g5:1 f5:.5 d5:1 | eb5:1 d5:.5 c5:1 bb4:.5 g4:1 | a4:.5 bb4 c5 d5 eb5 f5 g5 a5! | bb5:1 f5:.5 d5:1.5 r:1 |"
        "bb5:.5 bb5 a5 g5:1! f5:.5 d5:1 | eb5:.5 eb5 d5 c5:1 d5:.5 eb5:1 | f5:.5 eb5 c5 a4 r c5 eb5 a4 | bb4:1 d5:.5 f5 bb5:1! r:1",
        4.0, 0.74,
    )  # fmt: skip
    tune = shaped(tune)
    chords = voicings(piece, 3, "f3", "d5")
    marimba = comped(chords[:-1], 4.0, [(0.5, 0.4, 0.5), (1.5, 0.4, 0.6), (2.0, 0.3, 0.42), (2.5, 0.4, 0.55), (3.5, 0.4, 0.6)])
    marimba += [Note(60 + at, 0.5, p, 0.7) for at in (0, 2) for p in chords[-1][2]]
    second = [Note(n.start, n.length, below, n.velocity * 0.85) for n in between(tune, 32, 62) if (below := _below(piece, n)) is not None]
    groove = drums(
        SOUNDS,
        {
            "kick": "x..x..x.",
            "rim": "..x..x..",
            "shaker": "xoxoxoxoxoxoxoxo",
            "conga_low": "......x......xx.",
            "conga_high": "..x...o...x.....",
            "slap": "....o.......o...",
            "cowbell": "o...o.o.o...o.o.",
        },
        4.0,
        1,
        15,
    )
    groove += drums(SOUNDS, {"snare": "...x..x.", "tambourine": "..x...x."}, 4.0, 9, 15)
    groove += drums(SOUNDS, {"snare": "........o.o.xxxx"}, 4.0, 8, 8) + drums(
        SOUNDS, {"kick": "x...x...", "crash": "x.......", "conga_low": "x...X...", "cowbell": "x...x..."}, 4.0, 16, 16
    )
    piece.parts = [
        Part("steel pan", "steel_pan", tune, -2.5, 0.1, -11),
        Part("second pan", "steel_pan", second, -8, -0.35, -10),
        Part("marimba", "marimba", marimba, -6, -0.45, -14),
        Part("guitar", "clean_guitar", comped(chords[:-1], 4.0, [(0.5, 0.2, 0.5), (1.0, 0.15, 0.4), (1.5, 0.25, 0.55), (2.5, 0.2, 0.5), (3.0, 0.15, 0.4), (3.5, 0.25, 0.55)]), -11, 0.5, -14, (("low_cut", {"frequency": 220}),)),
        Part("horns", "brass_stab", [Note(b * 4 + at, n, p, 0.7) for b in (3, 7, 11) for at, n in ((2.5, 0.3), (3.0, 0.3), (3.5, 0.4)) for p in chords[b][2]], -9.5, -0.15, -11),
        Part("bass", "upright_bass", bass_line(piece, [(0, "r", 1.3, 0.8), (1.5, "5", 0.45, 0.65), (2.0, "8", 0.9, 0.7), (3.0, "5", 0.45, 0.62), (3.5, "a", 0.45, 0.6)]), -4, 0.0, -28),
        Part("drums", "drums", groove, -5.5, 0.0, -18, (), 0.005),
    ]  # fmt: skip
    return piece


def _below(piece: Piece, note: Note) -> int | None:
    """The chord tone a third to a sixth under a melody note."""
    tones = next((c.tones for s, n, c in piece.harmony() if s <= note.start < s + n), ())
    return next((int(note.pitch) - d for d in (3, 4, 5, 6, 7, 8) if (int(note.pitch) - d) % 12 in tones), None)


def skipping_stones() -> Piece:
    piece = Piece(
        4, "Skipping Stones", "Kettle and Quay", "lively", "happy", "Celtic", "flac", theory.key("D major"), 118, (6, 8),
        "D | D | D | G | D | A | D | G | A7 | D | Bm | G | D | A | Bm | G | A7 | D | D",
        slowdown=(3.0, 0.82), room="chamber", tail=2.6, beat_unit=1.5,
    )  # fmt: skip
    tune = melody(
        "d5:.5 f#5 a5! f#5 e5 d5 | b4:.5 d5 g5! b5:1 a5:.5 | a5:.5 f#5 d5 f#5 e5 d5 | e5:1 c#5:.5 a4:1.5 |"
        "d5:.5 f#5 a5! f#5 e5 d5 | b4:.5 d5 g5! b5:1 a5:.5 | g5:.5 e5 c#5 a4 b4 c#5 | d5:1 f#5:.5 d5:1.5 |"
        "b5:1! f#5:.5 b5:1 a5:.5 | g5:.5 f#5 g5 b5:1 g5:.5 | a5:1! f#5:.5 a5:1 g5:.5 | e5:.5 f#5 g5 e5:1.5 |"
        "b5:1! f#5:.5 b5:1 a5:.5 | g5:.5 a5 b5 g5 f#5 e5 | c#5:.5 e5 g5 a5 g5 e5 | d5:1! f#5:.5 d5 a4 f#4 | d4:3",
        3.0, 0.7, 3,
    )  # fmt: skip
    tune = shaped(tune, 0.1, 12)
    chords = voicings(piece, 4, "d3", "f#4")
    guitar = strummed(chords[:-1], 3.0, "D.uD.u", 0.6, 0.45) + [Note(54 + 0.03 * i, 3.0, p, 0.6) for i, p in enumerate(chords[-1][2])]
    counter = melody("f#5:1.5 a5 | g5:1.5 d5 | f#5:1.5 a5 | c#5:1.5 e5 | f#5:1.5 d5 | d5:1.5 g5 | e5:1.5 c#5 | a4:1.5 f#4 | f#4:3", 3.0, 0.5, 11)
    groove = drums(SOUNDS, {"bodhran": "x..x..", "bodhran_tip": ".-o.-o"}, 3.0, 2, 10)
    groove += drums(SOUNDS, {"bodhran": "X..x.o", "bodhran_tip": ".oo.oo", "tambourine": "..o..o", "shaker": "x-ox-o"}, 3.0, 11, 18) + drums(
        SOUNDS, {"bodhran": "X....."}, 3.0, 19, 19
    )
    piece.parts = [
        Part("fiddle", "fiddle", [Note(n.start, n.length * 0.94, n.pitch, n.velocity) for n in ornamented(tune, piece.key.scale)], -3, 0.15, -12),
        Part("mandolin", "mandolin", between(tune, 0, 54), -7, -0.4, -15),
        Part("whistle", "whistle", [Note(n.start, n.length * 0.9, n.pitch + 12, n.velocity) for n in between(tune, 30, 54)], -9, 0.35, -10),
        Part("accordion", "accordion", counter + held(voicings(piece, 3, "f#3", "e5", 7, 10), 0.4), -9, 0.3, -13),
        Part("guitar", "steel_guitar", guitar, -5.5, -0.25, -18, (), 0.004),
        Part("bass", "upright_bass", bass_line(piece, [(0, "r", 1.2, 0.75), (1.5, "5", 0.9, 0.62), (2.5, "a", 0.4, 0.5)], "e2"), -6, 0.0, -28),
        Part("drums", "drums", groove, -7, 0.0, -18, (), 0.005),
    ]  # fmt: skip
    return piece


PIECES = (paper_kites, tangerine_elevator, harbour_parade, skipping_stones)
