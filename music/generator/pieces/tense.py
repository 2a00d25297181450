"""Tense pieces: dark modes, ostinatos that drive, dissonance that resolves late."""

from __future__ import annotations

import theory
from patterns import arpeggiated, comped, drums, held, voicings
from score import Note, Part, Piece, between, melody, shaped, transposed
from synth.drums import SOUNDS


def _figure(piece: Piece, first: int, last: int, steps: list[str], step: float, centre: str, velocity: float) -> list[Note]:
    """An ostinato on each chord: r bass note, n its upper neighbour in the key, 3, 5, 8, or '.'."""
    notes = []
    for start, length, item in piece.harmony():
        if not (first - 1) * piece.bar <= start < last * piece.bar:
            continue
        root = theory.nearest(item.bass, theory.midi(centre))
        above = next(root + d for d in (1, 2) if (root + d) % 12 in piece.key.scale)
        tone = {"r": root, "n": above, "8": root + 12, "d": root - 12}
        tone["3"] = next((root + d for d in (3, 4, 5) if (item.bass + d) % 12 in item.tones), root)
        tone["5"] = next((root + d for d in (7, 6, 8, 9) if (item.bass + d) % 12 in item.tones), root + 7)
        for place in range(round(length / step)):
            name = steps[place % len(steps)]
            if name != ".":
                accent = 0.18 if place % 4 == 0 else 0.0
                notes.append(Note(start + place * step, step * 0.9, tone[name], velocity + accent))
    return notes


def nine_minutes() -> Piece:
    piece = Piece(
        1, "Nine Minutes to the Border", "Halden Vey", "tense", "tense", "Soundtrack", "mp3", theory.key("E phrygian"), 138, (4, 4),
        "Em | Em | Em | F/E | Em | C | Am | B7 | Em | F | Dm | C | Am | F | B7sus4 | B7b9 | Em",
        slowdown=(2.0, 0.8), room="hall", tail=4.0,
    )  # fmt: skip
    tune = melody(
        "e4:2 g4:1 b4 | c5:3 b4:.5 a4 | b4:2 g4:1 e4 | g4:4 | a4:2 c5:1 e5 | d#5:3 r:1 |"
        "e5:2! g5:1 b5 | c6:3! b5:.5 a5 | a5:2 f5:1 d5 | e5:3 g5:1 | a5:1.5 g5:.5 e5:1 c5 | f5:1.5 e5:.5 c5:1 a4 |"
        "e5:2 f#5:2 | d#5:2 f#5:1 a5 | g5:1! r:3",
        4.0, 0.66, 3,
    )  # fmt: skip
    tune = shaped(tune, 0.18, 16)
    low = _figure(piece, 1, 16, list("rrnr5rnr3rnr5r8r"), 0.25, "e3", 0.5)
    pulse = _figure(piece, 9, 16, list("r.r.r.r."), 0.5, "e2", 0.7)
    chords = voicings(piece, 4, "e4", "e5")
    groove = drums(SOUNDS, {"tick": "x-o-x-o-x-o-x-o-"}, 4.0, 1, 8) + drums(SOUNDS, {"taiko": "X.......|x.....x."}, 4.0, 3, 8)
    groove += drums(SOUNDS, {"taiko": "X..x..x.|X..x.xx.", "tick": "x-oox-oox-oox-oo", "hat": "o-x-o-x-o-x-o-xo", "shaker": "x-ooxooox-ooxooo"}, 4.0, 9, 14)
    groove += drums(SOUNDS, {"taiko": "X.xxX.xxX.xxXxxx", "snare": "----oooooooxxxxX"}, 4.0, 16, 16) + drums(SOUNDS, {"taiko": "X.x.x.x."}, 4.0, 15, 15)
    groove += drums(SOUNDS, {"boom": "X...", "taiko": "X...", "crash": "x..."}, 4.0, 17, 17) + drums(SOUNDS, {"boom": "x...", "crash": "o..."}, 4.0, 9, 9)
    groove += [Note(at - 3.6, 1, SOUNDS["swell"], 0.6) for at in (32, 64)]
    piece.parts = [
        Part("horns", "horns", [Note(n.start, n.length * 0.97, n.pitch - (12 if n.start >= 32 else 0), n.velocity) for n in tune], -4, -0.2, -9),
        Part("high strings", "strings", between(tune, 32, 70), -6, 0.25, -9, (("treble", {"frequency": 3000, "gain": 3}),)),
        Part("ostinato", "spiccato", low + [Note(64, 0.4, 52, 0.9)], -4, -0.1, -14, (("treble", {"frequency": 2500, "gain": 4}), ("low_cut", {"frequency": 110})), 0.004),
        Part("octave ostinato", "spiccato", transposed(between(low, 32, 64), 12), -9, 0.3, -12, (), 0.004),
        Part("tremolo", "tremolo_strings", held(chords[4:16], 0.5), -8.5, 0.1, -10, (("treble", {"frequency": 3000, "gain": 3}),)),
        Part("basses", "grit_bass", [Note(n.start, 0.3, n.pitch, n.velocity) for n in pulse] + [Note(64, 1.2, 28, 0.8)], -9, 0.0, -22, (("high_cut", {"frequency": 900}),)),
        Part("low strings", "strings", held([(s, n, (theory.nearest(c.bass, 40),)) for s, n, c in piece.harmony()][2:], 0.6), -9, -0.3, -12),
        Part("drums", "drums", groove, -5, 0.0, -11, (), 0.004),
    ]  # fmt: skip
    return piece


def wire_and_rust() -> Piece:
    piece = Piece(
        2, "Wire and Rust", "Static Orchard", "tense", "angry", "Industrial", "m4a", theory.key("C# phrygian"), 128, (4, 4),
        "C#5 | C#5 | C#m | D | C#m | D | A | Bm | C#m | D | Bm | D | C#m | D | C#5",
        slowdown=(0.5, 0.95), room="plate", tail=3.0,
    )  # fmt: skip
    tune = melody(
        "c#5:1.5 d5:.5 c#5:1 g#4 | a4:1.5 d5:.5 f#5:1! e5 | e5:1.5 c#5:.5 a4:2 | b4:1 d5 f#5! e5:.5 d5 |"
        "e5:1.5 d5:.5 c#5:1 g#5! | f#5:1.5 e5:.5 d5:2 | d5:1 b4:.5 d5 f#5:1 b5! | a5:1 f#5 d5 e5:.5 d5 |"
        "c#5:1.5 d5:.5 c#5:1 g#5 | a5:1! f#5:.5 e5 d5:2 | c#5:.5 r:3.5",
        4.0, 0.75, 5,
    )  # fmt: skip
    riff = _figure(piece, 1, 14, list("rr.rr.n.rr.r3.nr"), 0.25, "c#2", 0.7)
    chords = voicings(piece, 2, "c#3", "c#4")
    groove = drums(SOUNDS, {"hard_kick": "X...x...X...x..x"}, 4.0, 1, 14)
    groove += drums(SOUNDS, {"hard_snare": "....X.......X...", "hat": "x.x-x.xox.x-x.xx", "metal": "...o......o...x."}, 4.0, 3, 14)
    groove += drums(SOUNDS, {"metal": "x..x..x...x.x...", "open_hat": "..x...x...x...x."}, 4.0, 9, 14)
    groove += drums(SOUNDS, {"hard_snare": "............xxXX"}, 4.0, 8, 8) + drums(SOUNDS, {"hard_snare": "........x.x.xxXX"}, 4.0, 14, 14)
    groove += drums(SOUNDS, {"hard_kick": "X...", "metal": "X...", "crash": "x...", "boom": "x..."}, 4.0, 15, 15)
    groove += [Note(at - 3.3, 1, SOUNDS["swell"], 0.7) for at in (16, 32)]
    guitars = comped(chords[2:14], 4.0, [(0, 1.4, 0.8), (1.5, 0.45, 0.65), (2, 0.9, 0.75), (3, 0.4, 0.7), (3.5, 0.45, 0.7)])
    guitars += [Note(56, 2.5, p, 0.85) for p in chords[-1][2]]
    piece.parts = [
        Part("lead", "synth_lead", [Note(n.start, n.length * 0.93, n.pitch, n.velocity) for n in tune], -3.5, 0.05, -13, (("drive", {"amount": 2.2}), ("echo", {"time": 0.3516, "mix": 0.22}))),
        Part("riff", "grit_bass", riff + [Note(56, 2.0, 37, 0.9)], -3, 0.0, -26, (), 0.002),
        Part("guitars", "steel_guitar", guitars, -6, -0.1, -18, (("drive", {"amount": 9.0}), ("high_cut", {"frequency": 4200}), ("chorus", {"depth": 0.004, "mix": 0.6})), 0.004),
        Part("pulse", "muted_guitar", _figure(piece, 9, 14, list("8.8.8n8.8.8.538n"), 0.25, "c#4", 0.55), -11, 0.5, -12, (("echo", {"time": 0.3516, "mix": 0.3}),)),
        Part("drone", "strings", held(voicings(piece, 3, "g#3", "g#4")[2:], 0.5), -11, 0.0, -8, (("tremolo", {"rate": 8.533, "depth": 0.5}),)),
        Part("drums", "drums", groove, -3, 0.0, -18, (), 0.002),
    ]  # fmt: skip
    return piece


def seventh_corridor() -> Piece:
    piece = Piece(
        3, "The Seventh Corridor", "Mirel Tavo", "tense", "anxious", "Avant-Garde", "ogg", theory.key("B minor"), 126, (7, 8),
        "Bm | Bm | Bm | A#dim7 | Bm | F#7 | G | Em | C#m7b5 | F#7b9 | Bm | A#dim7 | G | C/E | F#7sus4 | F#7 | Bm",
        slowdown=(3.5, 0.72), room="hall", tail=4.0,
    )  # fmt: skip
    tune = melody(
        "b4:.5 d5 f#5 d5 c#5:1.5 | e5:.5 g5 e5 c#5 a#4:1.5 | b4:.5 d5 f#5 b5! a5:.5 g5:1 | f#5:1 e5:1 c#5:1.5 |"
        "d5:.5 b4 d5 g5 f#5:.5 e5:1 | e5:.5 g5 b5! g5 f#5:1.5 | g5:.5 e5 c#5 b4 e5:1.5 | f#5:1 g5:1 a#4:1.5 |"
        "b4:.5 d5 f#5 d5 c#5:1.5 | e5:.5 g5 e5 c#5 a#5:1.5! | b5:.5 g5 d5 b4 g5:1.5 | g5:.5 e5 c5 g4 c5:1.5 | b4:1 c#5:1 e5:1.5 | c#5:.5 e5 a#4 c#5 f#5:1.5! | b4:3.5",
        3.5, 0.66, 3,
    )  # fmt: skip
    tune = shaped(tune, 0.15, 14)
    pizz = _figure(piece, 1, 16, list("r8585r5"), 0.5, "b2", 0.55)
    chords = voicings(piece, 3, "b3", "b4")
    box = arpeggiated(voicings(piece, 3, "f#5", "f6")[6:16], [0, 1, 2, 1, 0, 2, 1], 0.5, 0.42, 0.6)
    groove = drums(SOUNDS, {"block": "x.o.x.."}, 3.5, 1, 2) + drums(SOUNDS, {"block": "x.o.x-o", "tick": "xoxoxoo"}, 3.5, 3, 10)
    groove += drums(SOUNDS, {"block": "x.oox-o", "tick": "x-o-x-o-x-oo-o", "taiko": "x...x..|x...x.o"}, 3.5, 7, 16) + drums(
        SOUNDS, {"boom": "X......"}, 3.5, 17, 17
    )
    groove += [Note(at - 3.4, 1, SOUNDS["swell"], 0.5) for at in (21, 56)]
    piece.parts = [
        Part("celesta", "celesta", tune, -3, 0.15, -9),
        Part("violin", "fiddle", [Note(n.start, n.length * 0.95, n.pitch, n.velocity * 0.9) for n in between(tune, 35, 60)], -8, -0.3, -9),
        Part("pizzicato", "pizzicato", pizz + [Note(56, 0.5, 47, 0.9)], -3.5, -0.15, -12, (), 0.006),
        Part("muted piano", "felt_piano", _figure(piece, 3, 16, list("d...r.."), 0.5, "b2", 0.6) + [Note(56, 5, 35, 0.75), Note(56, 5, 47, 0.6)], -7, 0.0, -12),
        Part("tremolo", "tremolo_strings", held(chords[2:], 0.45), -8, 0.2, -8),
        Part("glass", "music_box", box, -12, 0.5, -7),
        Part("low strings", "strings", held([(s, n, (theory.nearest(c.bass, 38),)) for s, n, c in piece.harmony()][6:], 0.5), -9, -0.3, -12),
        Part("drums", "drums", groove, -8, 0.0, -10, (), 0.005),
    ]  # fmt: skip
    return piece


def bell_tower() -> Piece:
    piece = Piece(
        4, "Bell Tower in a Storm", "Halden Vey", "tense", "tense", "Gothic", "opus", theory.key("G minor"), 160, (3, 4),
        "Gm | Cm7 | F7 | Bbmaj7 | Ebmaj7 | Am7b5 | D7 | Gm | Gm | Cm7 | F7 | Bbmaj7 | Ebmaj7 | Am7b5 | D7b9 | Gm |"
        "Cm | Gm/D | Ab/C | Ab/C | D7sus4 | D7b9 | Gm | Gm",
        slowdown=(9.0, 0.62), room="cathedral", tail=4.5,
    )  # fmt: skip
    tune = melody(
        "d5:1 bb5:1.5! a5:.5 | g5:1 eb5 c5 | c5:1 a5:1.5! g5:.5 | f5:1 d5 bb4 | bb4:1 g5:1.5! f5:.5 | eb5:1 c5 a4 | d5:1 f#5:1.5 a5:.5 | g5:2 d5:1 |"
        "bb5:.5! a5 g5 a5 bb5 d6 | eb6:.5 d6 c6 bb5 g5 c6 | a5:.5! g5 f5 g5 a5 c6 | d6:.5 c6 bb5 a5 f5 bb5 | g5:.5! f5 eb5 f5 g5 bb5 | c6:.5 bb5 a5 g5 eb5 c5 | f#5:.5! a5 c6 a5 eb6 c6 | bb5:1 g5:2 |"
        "eb6:1! c6:1.5 g5:.5 | d6:1 bb5:1.5 g5:.5 | c6:1.5! ab5:.5 eb5:1 | ab5:1.5 c6:.5 eb6:1 | d6:2 g5:1 | f#5:1 a5:.5 c6 eb6:1! | d6:3 | _:3",
        3.0, 0.7,
    )  # fmt: skip
    chords = voicings(piece, 3, "g3", "bb4")
    runs = arpeggiated(chords[:22], [0, 1, 2, 12, 2, 1], 0.5, 0.6, 0.55) + [Note(66 + 0.12 * i, 4, p, 0.7) for i, p in enumerate((43, 50, 55, 58, 62, 67))]
    tolls = [Note((bar - 1) * 3, 6, pitch, v) for bar, pitch, v in ((1, 55, 0.6), (9, 55, 0.65), (17, 60, 0.6), (19, 56, 0.7), (21, 50, 0.7), (23, 55, 0.85))]
    groove = (
        drums(SOUNDS, {"taiko": "X.....|x...o."}, 3.0, 9, 20)
        + drums(SOUNDS, {"taiko": "X.x.xx|XxxxXX"}, 3.0, 21, 22)
        + drums(SOUNDS, {"boom": "X..", "taiko": "X..", "crash": "o.."}, 3.0, 23, 23)
    )
    groove += [Note(at - 4.2, 1, SOUNDS["swell"], 0.5) for at in (24, 66)]
    piece.parts = [
        Part("organ melody", "organ", [Note(n.start, n.length * 0.94, n.pitch, n.velocity) for n in tune], -4, 0.1, -9),
        Part("violins", "strings", between(tune, 24, 72), -8, 0.3, -9, (), 0.012),
        Part("harpsichord", "harpsichord", runs, -4.5, -0.3, -13, (), 0.005),
        Part("organ chords", "organ", held(chords[8:], 0.4), -11, -0.1, -8),
        Part("pedal", "organ", held([(s, n, (theory.nearest(c.bass, 38),)) for s, n, c in piece.harmony()], 0.6), -7, 0.0, -12),
        Part("tremolo", "tremolo_strings", held(voicings(piece, 3, "d4", "f5")[16:23], 0.55), -10, 0.0, -9),
        Part("bell", "tower_bell", tolls, -7, 0.4, -8),
        Part("drums", "drums", groove, -8, 0.0, -10),
    ]  # fmt: skip
    return piece


PIECES = (nine_minutes, wire_and_rust, seventh_corridor, bell_tower)
