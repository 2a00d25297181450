"""Theory, notation, score and tags. Run with: python -m unittest discover -s music/generator"""

import struct
import unittest

import numpy as np

import mix
import patterns
import tags
import theory
from loudness import true_peak_db
from pieces import all_pieces
from score import Clock, Note, Part, melody, performed
from synth import plucked
from synth.core import RATE


class TheoryTest(unittest.TestCase):
    def test_names_become_midi_numbers(self):
        self.assertEqual([theory.midi(n) for n in ("c4", "a4", "bb3", "f#5")], [60, 69, 58, 78])
        self.assertAlmostEqual(theory.hertz(69), 440.0)

    def test_unknown_names_are_refused(self):
        for wrong in (lambda: theory.midi("h4"), lambda: theory.chord("Cxyz"), lambda: theory.key("C blue")):
            self.assertRaises(ValueError, wrong)

    def test_chord_has_its_tones_and_its_bass(self):
        chord = theory.chord("D7/F#")
        self.assertEqual((set(chord.tones), chord.root, chord.bass), ({2, 6, 9, 0}, 2, 6))

    def test_key_has_its_scale_and_its_tag_form(self):
        self.assertEqual(theory.key("G major").scale, {7, 9, 11, 0, 2, 4, 6})
        names = [theory.key(n).short_name for n in ("Eb lydian", "C# phrygian", "A minor")]
        self.assertEqual(names, ["Eb", "C#m", "Am"])

    def test_voices_stay_in_their_chord_and_move_little(self):
        chords = [theory.chord(s) for s in ("C", "Am7", "Dm7", "G7", "C")]
        led = theory.voice(chords, 4, 52, 72)
        for chord, pitches in zip(chords, led):
            self.assertLessEqual({p % 12 for p in pitches}, set(chord.tones))
        steps = [abs(a - b) for one, two in zip(led, led[1:]) for a, b in zip(one, two)]
        self.assertLessEqual(sum(steps) / len(steps), 2.5)

    def test_voices_avoid_parallel_fifths_where_they_can(self):
        led = theory.voice([theory.chord(s) for s in ("C", "Dm", "Em", "F")], 3, 55, 79)
        self.assertFalse(any(theory._has_parallels(a, b) for a, b in zip(led, led[1:])))


class ScoreTest(unittest.TestCase):
    def test_melody_is_read(self):
        notes = melody("c4:1 d4:.5 e4 r:1 g4:1! | _:2 r:2", 4.0, 0.5)
        self.assertEqual([(n.start, n.length, n.pitch) for n in notes], [(0, 1, 60), (1, 0.5, 62), (1.5, 0.5, 64), (3, 3, 67)])
        self.assertGreater(notes[3].velocity, notes[1].velocity)

    def test_a_bar_that_is_not_full_is_refused(self):
        self.assertRaises(ValueError, melody, "c4:1 d4:1", 4.0)

    def test_swing_delays_the_off_beat_only(self):
        piece = all_pieces()[0]
        piece.swing = 0.3
        clock = Clock(piece)
        beat = 60 / piece.bpm
        self.assertAlmostEqual(clock(1.0), beat, 6)
        self.assertAlmostEqual(clock(0.5), 0.65 * beat, 6)

    def test_held_tones_are_tied(self):
        tied = patterns.held([(0, 4, (60, 64)), (4, 4, (60, 65))])
        self.assertEqual({(n.pitch, n.length) for n in tied}, {(60, 8), (64, 4), (65, 4)})

    def test_performance_is_the_same_every_time(self):
        first, second = all_pieces()[0], all_pieces()[0]
        for one, two in zip(first.parts, second.parts):
            self.assertEqual(performed(first, one), performed(second, two))


class PiecesTest(unittest.TestCase):
    def test_there_are_four_of_each_mood_and_all_differ(self):
        pieces = all_pieces()
        moods = [p.mood for p in pieces]
        self.assertEqual({m: moods.count(m) for m in moods}, dict.fromkeys(("lively", "tense", "sad", "calm"), 4))
        self.assertEqual(len({p.title for p in pieces}), 16)
        self.assertEqual(len({p.key.name for p in pieces}), 16)
        self.assertEqual({p.extension for p in pieces}, {"flac", "mp3", "ogg", "opus", "m4a"})

    def test_notes_lie_inside_the_piece_and_the_range_of_hearing(self):
        for piece in all_pieces():
            for part in piece.parts:
                for note in part.notes:
                    self.assertTrue(0 <= note.start < piece.bars * piece.bar, (piece.title, part.name, note))
                    self.assertTrue(part.instrument == "drums" or 24 <= note.pitch <= 108, (piece.title, part.name, note))


class SoundTest(unittest.TestCase):
    def test_a_plucked_string_is_in_tune(self):
        for pitch in (40, 57, 69, 81):
            tone = plucked.pluck(pitch, 1.5, 0.7, np.random.default_rng(1))
            power = np.abs(np.fft.rfft(tone * np.hanning(len(tone)), 1 << 19))
            expected = theory.hertz(pitch)
            freqs = np.fft.rfftfreq(1 << 19, 1 / RATE)
            near = np.abs(freqs / expected - 1) < 0.04
            cents = 1200 * np.log2(freqs[near][power[near].argmax()] / expected)
            self.assertLess(abs(cents), 4, pitch)

    def test_a_part_sounds_the_same_every_time(self):
        piece = all_pieces()[0]
        part = Part("test", "felt_piano", [Note(0, 1, 60), Note(1, 1, 64)])
        self.assertTrue(np.array_equal(mix.play(piece, part, 3.0), mix.play(piece, part, 3.0)))

    def test_the_limiter_keeps_the_ceiling(self):
        loud = np.random.default_rng(2).standard_normal((RATE // 2, 2))
        self.assertLess(true_peak_db(mix.limit(loud, -3.0)), -2.5)


class TagsTest(unittest.TestCase):
    def setUp(self):
        self.tags = tags.Tags("Title", "Artist", "Album", "Players", 2, 4, "2026", "Folk", "calm", 90, "Am", "note", "CC0", -2.0, 0.7, b"\xff\xd8cover")

    def test_id3_size_covers_the_tag(self):
        data = tags.id3(self.tags)
        size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0)))
        self.assertEqual(size, len(data) - 10)
        self.assertIn(b"TMOO\0\0\0\x05\0\0\x03calm", data)

    def test_opus_gain_is_against_its_own_reference(self):
        self.assertIn(("R128_TRACK_GAIN", str(-7 * 256)), tags.vorbis(self.tags, True, 600, False))

    def test_mp4_metadata_replaces_the_old_and_moves_nothing(self):
        def atom(name, body):
            return struct.pack(">I", len(body) + 8) + name + body

        data = atom(b"ftyp", b"M4A ") + atom(b"mdat", b"sound") + atom(b"moov", atom(b"trak", b"x") + atom(b"udta", b"old"))
        written = tags.tagged_mp4(data, self.tags)
        self.assertEqual(written[:25], data[:25])
        self.assertEqual(written.count(b"udta"), 1)
        self.assertIn(b"com.apple.iTunes", written)
        self.assertRaises(ValueError, tags.tagged_mp4, atom(b"moov", b"") + atom(b"mdat", b""), self.tags)


if __name__ == "__main__":
    unittest.main()
