"""Sad pieces: minor keys, slow and sparse, suspensions that sigh."""

from __future__ import annotations

import theory
from patterns import arpeggiated, bass_line, drums, held, voicings
from score import Note, Part, Piece, melody, shaped
from synth.drums import SOUNDS


def letters_never_posted() -> Piece:
    piece = Piece(
        1, "Letters Never Posted", "Ines Calloway", "sad", "sad", "Ballad", "flac", theory.key("C minor"), 80, (3, 4),
        "Cm | Abmaj7 | Fm7 | G7sus4 G7 | Cm/Eb | Abmaj7 | Dm7b5 G7 | Cm",
        slowdown=(6.0, 0.66), room="chamber", tail=4.0,
    )  # fmt: skip
    tune = melody(
        "g4:1 eb5:1.5 d5:.5 | c5:2 bb4:.5 c5 | ab4:1 c5 eb5 | c5:1.5 b4:1 d5:.5 | g5:1.5! f5:.5 eb5:1 | eb5:1 c5 g4 | f5:1 d5:.5 c5:.5 b4:1 | c5:3",
        3.0, 0.6,
    )  # fmt: skip
    left = []
    for start, length, item in piece.harmony():
        root = theory.nearest(item.bass, 41)
        upper = [p for p in range(root + 5, root + 20) if p % 12 in item.tones and p < 62]
        steps = [root, *(upper[:1] + upper[2:3] + upper[1:2] + upper[3:4] + upper[2:3])] if length > 2 else [root, *upper[1:3]]
        for index, pitch in enumerate(steps[: round(length * 2)]):
            left.append(Note(start + 0.5 * index, max(0.9, length - 0.5 * index), pitch, 0.42 if index else 0.52))
    ending = [Note(21 + 0.12 * i, 3.5, p, 0.4) for i, p in enumerate((36, 43, 51, 55))]
    inner = melody("| | r:1 eb4:2 | f4:3 | bb4:1.5 bb4:1.5 | g4:2 eb4:1 | ab4:1.5 f4:1.5 | eb4:3", 3.0, 0.36)
    piece.parts = [
        Part("right hand", "felt_piano", shaped(tune, 0.16, 12), -3, 0.0, -13, (), 0.014),
        Part("inner voice", "felt_piano", inner, -13, 0.0, -12, (), 0.014),
        Part("left hand", "felt_piano", [n for n in left if n.start < 21] + ending, -6, 0.0, -13, (), 0.012),
        Part("air", "warm_pad", held(voicings(piece, 3, "c4", "c5"), 0.3), -17, 0.0, -8, (("high_cut", {"frequency": 1500}),)),
    ]  # fmt: skip
    return piece


def last_tram() -> Piece:
    piece = Piece(
        2, "Last Tram in the Rain", "The Brass Kettle Club", "sad", "melancholy", "Blues", "ogg", theory.key("F minor"), 66, (4, 4),
        "Fm9 | Bbm9 | Fm9 | Dbmaj7 C7 | Bbm9 Eb9 | Abmaj9 Dbmaj7 | Gm7b5 C7b9 | Fm9",
        swing=0.3, slowdown=(5.0, 0.72), room="plate", tail=4.0,
    )  # fmt: skip
    tune = melody(
        "r:1 c5:.5 eb5 c5:1.5 ab4:.5 | db5:1 c5:.5 ab4 bb4:2 | r:1 c5:.5 eb5 f5:1.5! eb5:.5 | c5:1 ab4 g4:1.5 r:.5 |"
        "r:.5 db5 f5 ab5:1! g5:.5 f5:1 | eb5:1.5 c5:.5 f5:1 c5 | bb4:.5 db5 f5:1 e5 db5:.5 bb4 | ab4:.5 g4 f4:3",
        4.0, 0.62,
    )  # fmt: skip
    chords = voicings(piece, 4, "eb3", "c5")
    keys_ = [Note(s + 0.5 * k, n - 0.5 * k, p, 0.42 - 0.06 * k) for s, n, ps in chords[:-1] for k in (0,) for p in ps]
    keys_ += [Note(s + 2.5, 0.7, p, 0.3) for s, n, ps in chords[:-1] if n > 3 for p in ps[1:]] + [
        Note(28 + 0.09 * i, 5, p, 0.45) for i, p in enumerate(chords[-1][2])
    ]
    fills = melody("| r:2.5 f5:.5 ab5 c6 | | r:3 e5:.5 g5 | | | | r:1.5 c5:.5 eb5 g5 c6:1", 4.0, 0.4)
    groove = drums(SOUNDS, {"sweep": "x.x.x.x.", "brush": "..o...o.", "hat": "..o..-o.", "soft_kick": "o.......|o....-.."}, 4.0, 1, 7)
    groove += drums(SOUNDS, {"sweep": "x.......", "soft_kick": "o......."}, 4.0, 8, 8)
    walk = bass_line(piece, [(0, "r", 1.4, 0.62), (1.5, "5", 0.45, 0.45), (2, "5", 1.3, 0.52), (3.5, "a", 0.45, 0.48)], "f2")
    piece.parts = [
        Part("clarinet", "clarinet", [Note(n.start, n.length * 0.97, n.pitch, n.velocity) for n in shaped(tune, 0.2, 8)], -2.5, 0.1, -10, (), 0.018),
        Part("electric piano", "electric_piano", keys_, -7, -0.1, -12, (("autopan", {"rate": 2.9, "depth": 0.25}), ("chorus", {"mix": 0.3})), 0.012),
        Part("fills", "electric_piano", fills, -13, -0.3, -10, (("autopan", {"rate": 2.9, "depth": 0.25}),), 0.012),
        Part("bass", "upright_bass", [n for n in walk if n.start < 28] + [Note(28, 4, 29, 0.6)], -5.5, 0.0, -24, (), 0.01),
        Part("brushes", "drums", groove, -17, 0.0, -14, (("high_cut", {"frequency": 5000}),), 0.01),
    ]  # fmt: skip
    return piece


def winter_coat() -> Piece:
    piece = Piece(
        3, "The Cellist's Winter Coat", "Quillfeather Quartet", "sad", "sad", "Chamber Music", "opus", theory.key("D minor"), 48, (6, 8),
        "Dm | Gm | A7/C# | Dm | Bb | Gm6 | Dm/A | A7sus4 A7 | Dm | Dm",
        slowdown=(6.0, 0.74), room="hall", tail=4.0, beat_unit=1.5,
    )  # fmt: skip
    tune = melody(
        "a3:1.5 d4:1 e4:.5 | g4:1! f4:.5 d4:1.5 | e4:1.5 c#4:.5 d4 e4 | f4:2 e4:.5 d4 | d4:1 bb3:.5 f4:1 d4:.5 | e4:1.5! d4:.5 bb3 g3 |"
        "a3:1 d4:.5 f4:1 a4:.5! | g4:.5 e4 d4 c#4:1.5 | d4:3 | _:2 r:1",
        3.0, 0.62,
    )  # fmt: skip
    chords = voicings(piece, 4, "d3", "d5")
    broken = arpeggiated(chords[:9], [0, 1, 2, 3, 2, 1], 0.5, 0.42, 1.6) + [Note(24 + 3 + 0.16 * i, 4, p, 0.4) for i, p in enumerate((50, 57, 62, 65, 69, 74))]
    violin = melody("| | | r:1.5 a4:1.5 | bb4:1.5 f4:1.5 | g4:1.5 bb4:1.5 | a4:1.5 f4:1.5 | d5:1.5 e5:.5 c#5:1 | d5:1.5 a4:1.5 | _:2 r:1", 3.0, 0.45)
    piece.parts = [
        Part("cello", "cello", [Note(n.start, n.length * 0.99, n.pitch, n.velocity) for n in shaped(tune, 0.2, 12)], -2.5, 0.08, -10, (), 0.02),
        Part("violin", "fiddle", violin, -11, -0.35, -8, (("high_cut", {"frequency": 3500}),), 0.02),
        Part("harp", "harp", broken, -6, -0.32, -11, (), 0.014),
        Part("strings", "strings", held(voicings(piece, 3, "f3", "f4", 5), 0.35), -11, 0.1, -9, (("high_cut", {"frequency": 4500}), ("low_cut", {"frequency": 180}))),
        Part("bass", "strings", held([(s, n, (theory.nearest(c.bass, 38),)) for s, n, c in piece.harmony()][3:], 0.4), -13, -0.1, -12),
    ]  # fmt: skip
    return piece


def october_playground() -> Piece:
    piece = Piece(
        4, "October Playground", "Ines Calloway", "sad", "melancholy", "Slowcore", "mp3", theory.key("A minor"), 72, (4, 4),
        "Am | F | C | G/B | Am | F | Dm6 E7 | Am Am",
        slowdown=(5.0, 0.72), room="hall", tail=4.5,
    )  # fmt: skip
    tune = melody(
        "e5:1 a5 c6:1.5! b5:.5 | a5:2 e5:1 f5 | g5:1 e5 c5:1.5 d5:.5 | d5:3 r:1 |"
        "e5:1 a5 c6:1.5! d6:.5 | e6:1 c6 a5:2 | f5:1 b5 a5 g#5 | a5:4",
        4.0, 0.58,
    )  # fmt: skip
    chords = voicings(piece, 4, "a3", "e5")
    picked = arpeggiated(chords[:-2], [0, 1, 2, 3, 2, 1, 2, 1], 0.5, 0.42, 1.4) + [
        Note(28 + 0.1 * i, 5, p, 0.42) for i, p in enumerate((45, 52, 57, 60, 64, 71))
    ]
    answer = melody("| | | r:1 b4:.5 a4 g4:1 d4 | | r:2 e4:1 c4 | |", 4.0, 0.4)
    groove = drums(SOUNDS, {"brush": "..o...o.", "soft_kick": "x...-...|x....o.."}, 4.0, 3, 7) + drums(
        SOUNDS, {"soft_kick": "o...", "sweep": "o..."}, 4.0, 8, 8
    )
    low = bass_line(piece, [(0, "r", 2.8, 0.6), (3, "5", 0.9, 0.42)], "f2")
    piece.parts = [
        Part("music box", "music_box", shaped(tune, 0.14, 16), -3.5, 0.1, -8, (("tape", {"cents": 7}), ("echo", {"time": 0.625, "mix": 0.18})), 0.012),
        Part("guitar", "clean_guitar", picked, -5, -0.3, -10, (("chorus", {"mix": 0.5}), ("tremolo", {"rate": 4.2, "depth": 0.2})), 0.01),
        Part("answer", "cello", answer, -9, 0.3, -9, (), 0.02),
        Part("bass", "finger_bass", [n for n in low if 8 <= n.start < 28] + [Note(28, 4, 33, 0.55)], -8, 0.0, -22, (("high_cut", {"frequency": 900}),), 0.01),
        Part("pad", "warm_pad", held(voicings(piece, 3, "g3", "e4", 3), 0.4), -12, 0.0, -9),
        Part("brushes", "drums", groove, -14, 0.0, -12, (), 0.01),
    ]  # fmt: skip
    return piece


PIECES = (letters_never_posted, last_tram, winter_coat, october_playground)
