"""Calm pieces: major, lydian and pentatonic, slow, with soft attacks and air."""

from __future__ import annotations

import theory
from patterns import arpeggiated, bass_line, comped, drums, held, voicings
from score import Note, Part, Piece, melody, ornamented, shaped
from synth.drums import SOUNDS


def moss_garden() -> Piece:
    piece = Piece(
        1, "Moss Garden", "Quiet Acres", "calm", "peaceful", "New Age", "ogg", theory.key("E major"), 64, (4, 4),
        "Eadd9 | C#m7 | Aadd9 | Bsus4 | Eadd9 | C#m7 | Aadd9 Bsus4 | Eadd9",
        slowdown=(5.0, 0.75), room="sky", tail=5.0,
    )  # fmt: skip
    tune = melody(
        "b4:1.5 c#5:.5 e5:2 | g#5:1.5 f#5:.5 e5:1 c#5 | b4:1 c#5 e5:2 | f#5:3 r:1 | b5:1.5! g#5:.5 f#5:1 e5 | c#5:1 e5 f#5:.5 g#5:1.5 | f#5:.5 e5:1.5 c#5:1 b4 | e5:3 r:1",
        4.0, 0.55,
    )  # fmt: skip
    chords = voicings(piece, 4, "e3", "e5")
    koto = arpeggiated(chords[:-1], [0, 1, 2, 3, -1, 2, 3, -1], 0.5, 0.4, 2.0)
    koto += [Note(12 + 2.5 + 0.125 * i, 1.5, p, 0.3 + 0.03 * i) for i, p in enumerate((64, 66, 68, 71, 73, 76))] + [
        Note(29 + 0.2 * i, 5, p, 0.42) for i, p in enumerate((52, 59, 64, 66, 71, 76))
    ]
    bowls = [Note(0, 8, 52, 0.5), Note(16, 8, 59, 0.35), Note(28, 8, 52, 0.45), Note(29, 8, 64, 0.3)]
    drops = melody("| r:3.5 b6:.5 | | r:3 e6:.25 f#6 b6:.5 | | r:3.5 g#6:.5 | | r:2 b6:.5 e7:1.5", 4.0, 0.3)
    piece.parts = [
        Part("bamboo flute", "bamboo_flute", [Note(n.start, n.length * 0.96, n.pitch, n.velocity) for n in ornamented(shaped(tune, 0.15, 16), frozenset({4, 6, 8, 11, 1}), 1.5, 0.14)], -4, 0.1, -7, (), 0.02),
        Part("koto", "koto", koto, -5.5, -0.3, -9, (), 0.016),
        Part("pad", "airy_pad", held(voicings(piece, 3, "e3", "f#4"), 0.4), -9, 0.0, -8),
        Part("bowls", "singing_bowl", bowls, -12, -0.1, -8),
        Part("drops", "kalimba", drops, -14, 0.5, -5, (("echo", {"time": 0.7, "mix": 0.4}),), 0.02),
        Part("low", "sub_bass", held([(s, n, (theory.nearest(c.bass, 40),)) for s, n, c in piece.harmony()], 0.4), -11, 0.0, -24),
    ]  # fmt: skip
    return piece


def low_tide() -> Piece:
    piece = Piece(
        2, "Low Tide, Warm Stones", "Quiet Acres", "calm", None, "Ambient", "opus", theory.key("Eb lydian"), 56, (4, 4),
        "Ebmaj9 | F/Eb | Ebmaj9 | Cm7 | Gm7 | F/A | Ebmaj7#11",
        slowdown=(4.0, 0.85), room="sky", tail=6.0,
    )  # fmt: skip
    tune = melody(
        "r:1 bb4:1 d5 g5 | a5:2.5! f5:.5 c5:1 | r:1 bb4:1 d5 g5 | c6:1.5! bb5:.5 g5:2 | r:.5 d5 f5:1 bb5 d6 | a5:2! c5:1 f5 | r:1 g4 d5 a5",
        4.0, 0.5,
    )  # fmt: skip
    piece.parts = [
        Part("mallets", "vibraphone", shaped([Note(n.start, n.length + 2, n.pitch, n.velocity) for n in tune], 0.12, 16), -5, 0.1, -6, (("echo", {"time": 0.804, "mix": 0.35, "feedback": 0.55}), ("tremolo", {"rate": 4.4, "depth": 0.22})), 0.02),
        Part("pad", "warm_pad", held(voicings(piece, 4, "bb2", "d4"), 0.5), -4.5, 0.0, -8, (("chorus", {"mix": 0.5, "rate": 0.3}), ("high_cut", {"frequency": 4200}))),
        Part("high pad", "airy_pad", held(voicings(piece, 3, "d4", "d5", 3), 0.4), -9.5, 0.0, -6),
        Part("felt", "felt_piano", [Note(s + 0.13 * i, n + 1, p, 0.35) for s, n, ps in voicings(piece, 3, "g3", "g4") for i, p in enumerate(ps)], -10, -0.2, -7, (), 0.025),
        Part("low", "sub_bass", held([(s, n, (theory.nearest(c.bass, 39),)) for s, n, c in piece.harmony()], 0.5), -9.5, 0.0, -26),
        Part("tide", "tide", [Note(0, 8, 60, 0.5), Note(8, 8, 60, 0.6), Note(16, 8, 60, 0.55), Note(23, 7, 60, 0.5)], -17, 0.0, -14),
    ]  # fmt: skip
    return piece


def windows_open() -> Piece:
    piece = Piece(
        3, "Sunday With the Windows Open", "Kettle and Quay", "calm", "relaxed", "Bossa Nova", "mp3", theory.key("A major"), 84, (4, 4),
        "Amaj9 | F#m9 | Bm9 | E13sus4 E13 | C#m7 | F#m9 | Bm9 E13 | Amaj9 Dmaj9 | Bm9 E13sus4 | Amaj9",
        slowdown=(5.0, 0.78), room="chamber", tail=4.0,
    )  # fmt: skip
    tune = melody(
        "c#5:1.5 e5:.5 g#5:1 e5 | a5:1.5 g#5:.5 e5:2 | d5:1.5 f#5:.5 a5:1 f#5 | f#5:1.5 e5:.5 b4:2 | e5:1.5 g#5:.5 b5:1! g#5 | a5:1.5 e5:.5 c#5:2 |"
        "d5:1 f#5 e5:.5 c#5 g#4:1 | b4:1.5 c#5:.5 e5:1 f#5 | d5:1 f#5:.5 c#5 b4:1 f#4 | b4:1.5 c#5:.5 e5:2",
        4.0, 0.55,
    )  # fmt: skip
    chords = voicings(piece, 4, "c#3", "b4")
    bossa = [(0, 0.9, 0.45), (1.5, 0.45, 0.5), (2.5, 0.9, 0.42), (3.5, 0.45, 0.5)]
    guitar = comped(chords[:-1], 4.0, bossa, 0.012) + [Note(36 + 0.07 * i, 5, p, 0.45) for i, p in enumerate(chords[-1][2])]
    flute = melody("| | | r:2.5 c#5:.5 d5 e5 | | | | r:2 a5:1 g#5 | a5:2 g#5:2 | _:1 f#5:.5 e5 c#5:2", 4.0, 0.42)
    groove = drums(SOUNDS, {"shaker": "o-o-o-o-o-o-o-o-", "rim": "o..o..o...o..o..", "soft_kick": "o..-o..-"}, 4.0, 1, 9) + drums(
        SOUNDS, {"soft_kick": "o..."}, 4.0, 10, 10
    )
    low = bass_line(piece, [(0, "r", 1.4, 0.6), (1.5, "5", 0.45, 0.45), (2, "5", 1.4, 0.55), (3.5, "r", 0.45, 0.42)], "e2")
    piece.parts = [
        Part("vibraphone", "vibraphone", [Note(n.start, n.length + 0.3, n.pitch, n.velocity) for n in shaped(tune, 0.14, 16)], -3.5, 0.15, -11, (("tremolo", {"rate": 5.2, "depth": 0.25}),), 0.014),
        Part("guitar", "nylon_guitar", guitar, -4, -0.25, -14, (), 0.008),
        Part("flute", "flute", flute, -9.5, 0.4, -9, (), 0.016),
        Part("bass", "upright_bass", [n for n in low if n.start < 36] + [Note(36, 4, 33, 0.55)], -6, 0.0, -26, (), 0.008),
        Part("percussion", "drums", groove, -18, 0.0, -16, (("high_cut", {"frequency": 7000}),), 0.007),
        Part("pad", "airy_pad", held(voicings(piece, 3, "e3", "g#4", 5), 0.35), -14, 0.0, -9),
    ]  # fmt: skip
    return piece


def lantern_lullaby() -> Piece:
    piece = Piece(
        4, "Lantern Lullaby", "Juno Marsh", "calm", "calm", "Lullaby", "m4a", theory.key("Db major"), 72, (3, 4),
        "Db | Bbm7 | Gb | Ab | Db/F | Gb | Ab7sus4 Ab7 | Db | Gb | Db/F | Ebm7 Ab7 | Dbadd9",
        slowdown=(6.0, 0.68), room="chamber", tail=4.5,
    )  # fmt: skip
    tune = melody(
        "f5:2 eb5:.5 db5 | f5:2 ab5:1 | bb5:2 ab5:.5 gb5 | eb5:3 | f5:2 eb5:.5 db5 | bb4:1 db5 gb5 | db5:1.5 eb5:.5 c5:1 | db5:3 |"
        "bb5:1.5! ab5:.5 gb5:1 | ab5:1.5 f5:.5 db5:1 | gb5:1 eb5 c5 | db5:3",
        3.0, 0.52,
    )  # fmt: skip
    chords = voicings(piece, 3, "ab3", "f4")
    rocking = []
    for start, length, pitches in chords[:-1]:
        bass = theory.nearest(next(c.bass for s, _, c in piece.harmony() if s == start), 44)
        rocking.append(Note(start, length, bass, 0.42))
        rocking += [Note(start + beat, 1.0, p, 0.32) for beat in (1.0, 2.0) if beat < length for p in (pitches if beat == 1.0 else pitches[1:])]
    rocking += [Note(33 + 0.14 * i, 5, p, 0.36) for i, p in enumerate((37, 44, 53, 56, 61, 63))]
    humming = melody("| | | | ab4:3 | bb4:3 | ab4:1.5 gb4:1.5 | f4:3 | bb4:3 | ab4:3 | gb4:1.5 gb4:1.5 | f4:3", 3.0, 0.4)
    piece.parts = [
        Part("celesta", "celesta", shaped(tune, 0.14, 12), -3.5, 0.12, -9, (), 0.014),
        Part("felt piano", "felt_piano", rocking, -5.5, -0.1, -12, (), 0.014),
        Part("humming", "flute", humming, -12, 0.3, -7, (("high_cut", {"frequency": 2200}),), 0.02),
        Part("pad", "warm_pad", held(voicings(piece, 3, "db3", "f4", 5), 0.4), -12, 0.0, -8, (("high_cut", {"frequency": 1800}),)),
        Part("harp", "harp", arpeggiated(voicings(piece, 4, "db4", "db6", 9, 11), [0, 1, 2, 3, 2, 1], 0.5, 0.34, 1.5), -11, -0.45, -9, (), 0.014),
    ]  # fmt: skip
    return piece


PIECES = (moss_garden, low_tide, windows_open, lantern_lullaby)
