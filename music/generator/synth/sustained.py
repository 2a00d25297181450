"""Bowed, blown and synthetic sounds that last: single lines, sections and pads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import fftconvolve

from synth.core import RATE, band, harmonics, held_envelope, noise, partial_count, peak_filter, samples, seconds, slow_noise, vibrato
from theory import hertz


@dataclass(frozen=True)
class Voice:
    """A solo instrument: its partials, how it speaks, shakes and breathes, and its body."""

    partials: tuple[float, ...] | int
    attack: float
    release: float
    glide: float
    vibrato_rate: float
    vibrato_cents: float
    darkness: float
    breath: float
    body: tuple[tuple[float, float, float], ...] = ()
    legato_dip: float = 0.35
    scoop: float = 0.0


STRING_BODY = ((280, 4, 2.5), (460, 4, 3), (1150, -3, 1.5), (2600, 3, 1.5))
CELLO_BODY = ((105, 2, 2), (220, 1.5, 2.5), (400, 3, 2.5), (850, -2, 1.5), (1900, 2, 1.5))

VOICES = {
    "fiddle": Voice(34, 0.035, 0.09, 0.018, 5.9, 14, 0.10, 0.05, STRING_BODY, 0.45),
    "cello": Voice(46, 0.11, 0.28, 0.04, 5.2, 15, 0.10, 0.06, CELLO_BODY, 0.3, 0.15),
    "flute": Voice((1, 0.34, 0.16, 0.06, 0.03, 0.015), 0.06, 0.14, 0.025, 4.8, 11, 0.10, 0.22, (), 0.4),
    "bamboo_flute": Voice((1, 0.22, 0.2, 0.05, 0.03), 0.13, 0.35, 0.07, 4.4, 17, 0.1, 0.5, ((900, 3, 1),), 0.35, 0.5),
    "whistle": Voice((1, 0.12, 0.06, 0.02), 0.03, 0.08, 0.02, 5.4, 9, 0.05, 0.16, (), 0.5),
    "clarinet": Voice((1, 0.03, 0.62, 0.05, 0.4, 0.06, 0.2, 0.05, 0.1, 0.03, 0.06), 0.07, 0.18, 0.045, 4.9, 9, 0.13, 0.05, ((1500, 2, 1.2),), 0.3, 0.35),
    "horns": Voice(26, 0.06, 0.22, 0.03, 4.6, 4, 0.21, 0.02, ((350, 3, 1.2), (520, 2, 1.5)), 0.5),
    "synth_lead": Voice(40, 0.012, 0.12, 0.03, 5.5, 8, 0.09, 0.0, ((1300, 4, 1.2),), 0.15),
}


def line(name: str, notes, total: float, rng) -> np.ndarray:
    """A solo line in one breath: pitch glides between notes that touch, loudness follows them.

    `notes` are in seconds (score.Sounding); returns mono of `total` seconds.
    """
    voice = VOICES[name]
    count = samples(total)
    pitch = np.full(count, notes[0].pitch, dtype=float)
    loud = np.zeros(count)
    shake = np.zeros(count)
    for index, note in enumerate(notes):
        begin = samples(note.start)
        follower = notes[index + 1] if index + 1 < len(notes) else None
        end = note.start + note.length
        tied = follower is not None and follower.start - end < 0.06
        stop = samples(follower.start) if tied else min(count, samples(end + voice.release))
        after_tie = index > 0 and notes[index - 1].start + notes[index - 1].length > note.start - 0.06
        n = max(1, min(stop, count) - begin)
        pitch[begin if after_tie else max(0, begin - samples(voice.glide * 1.2)) :] = note.pitch
        t = seconds(n)
        if voice.scoop and not after_tie:
            pitch[begin : begin + n] -= voice.scoop * np.exp(-t / 0.06)
        floor = 1 - voice.legato_dip if after_tie else 0.0
        rise = floor + (1 - floor) * np.sin(np.pi / 2 * np.clip(t / voice.attack, 0, 1)) ** 2
        bloom = 1 - 0.12 * np.exp(-t / 0.3) + 0.08 * np.sin(np.pi * np.clip(t / max(note.length, 0.1), 0, 1))
        shape = rise * bloom
        if not tied:
            shape *= np.cos(np.pi / 2 * np.clip((t - note.length) / voice.release, 0, 1)) ** 2
        loud[begin : begin + n] = (0.25 + 0.75 * note.velocity) * shape
        shake[begin : begin + n] = np.clip((t - 0.18) / 0.35, 0, 1)
    return _sing(voice, pitch, loud, shake, rng)


def _smoothed(x: np.ndarray, length: float) -> np.ndarray:
    n = max(3, samples(length))
    window = np.hanning(n + 2)[1:-1]
    padded = np.concatenate([np.full(n, x[0]), x, np.full(n, x[-1])])
    return fftconvolve(padded, window / window.sum(), "same")[n:-n]


def _sing(voice: Voice, pitch, loud, shake, rng) -> np.ndarray:
    count = len(pitch)
    rate = voice.vibrato_rate * (1 + 0.08 * slow_noise(count, 2, rng))
    sway = voice.vibrato_cents * shake * np.sin(2 * np.pi * np.cumsum(rate) / RATE)
    cents = sway + 2.5 * slow_noise(count, 4, rng)
    f = hertz(_smoothed(pitch, voice.glide * 2) + cents / 100)
    loud = np.clip(_smoothed(loud, 0.012), 0, None)
    phase = 2 * np.pi * np.cumsum(f) / RATE
    if isinstance(voice.partials, int):
        k = np.arange(1, partial_count(float(f.max()), voice.partials) + 1)
        amps = (1 / k) * np.exp(1j * 0.3 * k**0.5)
    else:
        amps = np.array(voice.partials[: partial_count(float(f.max()), len(voice.partials))])
    level = loud * (1 + 0.03 * slow_noise(count, 9, rng)) * (1 + 0.05 * shake * np.sin(2 * np.pi * np.cumsum(rate) / RATE + 1))
    tilt = np.exp(-voice.darkness * (1.9 - 1.3 * np.clip(loud, 0, 1)))
    tone = harmonics(phase, amps, tilt) / np.sqrt(np.sum(np.abs(amps) ** 2)) * level
    air = noise(count, rng)
    low, high = (float(f.min()) * 1.0, min(float(f.max()) * 5, 15000)) if voice.breath > 0.1 else (1500, 9000)
    tone = tone + voice.breath * 0.16 * band(air, low, high) * level * (1 + 0.4 * slow_noise(count, 20, rng))
    for centre, gain, q in voice.body:
        tone = peak_filter(tone, centre, gain, q)
    return band(tone, 55, 13000, 1)


def strings(pitch, length, velocity, rng, attack=0.28, fall=0.55, players=5, dark=0.12) -> np.ndarray:
    """A small section: players that differ in pitch, vibrato and seat."""
    count = samples(length + fall)
    f0 = hertz(pitch)
    out = np.zeros((count, 2))
    envelope = held_envelope(count, length, attack, fall)
    tilt = np.exp(-dark * (1.6 - 0.9 * velocity * envelope))
    k = np.arange(1, partial_count(f0 * 1.02, 32, 12000) + 1)
    for seat in np.linspace(0.1, 0.9, players):
        cents = 2 ** (rng.normal(0, 5) / 1200)
        f = f0 * cents * vibrato(count, rng.uniform(4.8, 5.8), 9, 0.15, rng)
        amps = np.exp(1j * rng.uniform(-1, 1, len(k))) / k
        tone = harmonics(2 * np.pi * np.cumsum(f) / RATE + rng.uniform(0, 6.28), amps, tilt)
        out[:, 0] += np.cos(seat * np.pi / 2) * tone
        out[:, 1] += np.sin(seat * np.pi / 2) * tone
    for centre, gain, q in ((300, 3, 1.5), (480, 2, 2), (1200, -2, 1), (2600, 1.5, 1)):
        out = peak_filter(out, centre, gain, q)
    return out * envelope[:, None] * (0.3 + 0.7 * velocity) / players


def spiccato(pitch, length, velocity, rng) -> np.ndarray:
    """The section bouncing the bow: short and woody."""
    tone = strings(pitch, min(0.09, length * 0.5), velocity, rng, 0.012, 0.16, 4, 0.055)
    n = min(len(tone), samples(0.03))
    scrape = band(noise(n, rng), 900, 5000) * np.exp(-np.arange(n) / RATE / 0.007)
    tone[:n] += (0.11 * velocity * scrape)[:, None]
    return tone


def tremolo_strings(pitch, length, velocity, rng) -> np.ndarray:
    """Fast repeated bow strokes, each player in their own time."""
    tone = strings(pitch, length, velocity, rng, 0.12, 0.35, 5, 0.055)
    for side in (0, 1):
        rate = 11.5 + rng.uniform(-0.8, 0.8) + 0.8 * slow_noise(len(tone), 4, rng)
        stroke = np.sin(2 * np.pi * np.cumsum(rate) / RATE + rng.uniform(0, 6.28))
        tone[:, side] *= 0.58 + 0.42 * stroke
    return tone


def warm_pad(pitch, length, velocity, rng, dark=0.3, attack=1.1, fall=1.8) -> np.ndarray:
    """Detuned saws behind a filter that slowly breathes."""
    count = samples(length + fall)
    f0 = hertz(pitch)
    t = seconds(count)
    envelope = held_envelope(count, length, min(attack, 0.7 * length), fall)
    sweep = 0.5 - 0.5 * np.cos(2 * np.pi * (t / max(length + fall, 4.0)))
    tilt = np.exp(-dark * (1.5 - 0.7 * sweep - 0.3 * velocity) * (0.5 + f0 / 600))
    k = np.arange(1, partial_count(f0, 24, 9000) + 1)
    out = np.zeros((count, 2))
    for seat, cents in ((0.05, -7), (0.35, -2), (0.65, 3), (0.95, 6)):
        drift = 2 ** ((cents + 1.5 * slow_noise(count, 0.7, rng)) / 1200)
        phase = 2 * np.pi * f0 * np.cumsum(drift) / RATE + rng.uniform(0, 6.28)
        tone = harmonics(phase, 1 / k * np.exp(1j * rng.uniform(-1, 1, len(k))), tilt)
        out[:, 0] += np.cos(seat * np.pi / 2) * tone
        out[:, 1] += np.sin(seat * np.pi / 2) * tone
    return out * envelope[:, None] * (0.4 + 0.6 * velocity) / 4


def airy_pad(pitch, length, velocity, rng) -> np.ndarray:
    """Almost sines, with breath: for calm pieces."""
    tone = warm_pad(pitch, length, velocity, rng, dark=0.75, attack=1.8, fall=2.6)
    count = len(tone)
    f0 = hertz(pitch)
    envelope = held_envelope(count, length, min(1.8, 0.7 * length), 2.6)
    for side in (0, 1):
        air = band(noise(count, rng), f0 * 1.96, f0 * 2.06 + 20, 1)
        tone[:, side] += 0.16 * air * envelope * velocity
    return tone


def brass_stab(pitch, length, velocity, rng) -> np.ndarray:
    """Three brass players with a bright, quick attack."""
    count = samples(length + 0.14)
    f0 = hertz(pitch)
    t = seconds(count)
    envelope = held_envelope(count, length, 0.025, 0.13)
    flare = np.exp(-t / 0.16)
    tilt = np.exp(-(0.10 + 0.28 * (1 - velocity) + 0.14 * (1 - flare)))
    k = np.arange(1, partial_count(f0, 30, 12000) + 1)
    out = np.zeros((count, 2))
    for seat in (0.25, 0.5, 0.75):
        scoop = 2 ** ((-45 * np.exp(-t / 0.025) + rng.normal(0, 4)) / 1200)
        phase = 2 * np.pi * f0 * np.cumsum(scoop) / RATE + rng.uniform(0, 6.28)
        tone = harmonics(phase, k**-0.75 * np.exp(1j * 0.4 * k), tilt)
        out[:, 0] += np.cos(seat * np.pi / 2) * tone
        out[:, 1] += np.sin(seat * np.pi / 2) * tone
    out = peak_filter(peak_filter(out, 600, 3, 1.2), 1500, 2, 1.2)
    return out * envelope[:, None] * (0.3 + 0.7 * velocity) / 3


def accordion(pitch, length, velocity, rng) -> np.ndarray:
    """Two reeds a few cents apart."""
    count = samples(length + 0.1)
    f0 = hertz(pitch)
    t = seconds(count)
    amps = np.array([1, 0.7, 0.55, 0.5, 0.3, 0.24, 0.16, 0.12, 0.08, 0.06, 0.04])
    amps = amps[: partial_count(f0, len(amps), 12000)]
    envelope = held_envelope(count, length, 0.04, 0.09)
    out = np.zeros((count, 2))
    for side, cents in ((0, -5), (1, 6), (0, 1), (1, 0)):
        phase = 2 * np.pi * f0 * 2 ** (cents / 1200) * t + rng.uniform(0, 6.28)
        out[:, side] += harmonics(phase, amps, np.exp(-0.12 * (1.5 - velocity)))
    return out * envelope[:, None] * (0.3 + 0.7 * velocity) / 4


def grit_bass(pitch, length, velocity, rng) -> np.ndarray:
    """Synthetic bass: saw and its octave below through a closing filter, then overdriven."""
    count = samples(length + 0.05)
    f0 = hertz(pitch)
    t = seconds(count)
    k = np.arange(1, partial_count(f0, 50, 8000) + 1)
    tilt = np.exp(-(0.035 + 0.16 * (1 - np.exp(-t / 0.12)) + 0.06 * (1 - velocity)))
    tone = harmonics(2 * np.pi * f0 * t, 1 / k, tilt) + 0.25 * np.sin(np.pi * f0 * t)
    tone = np.tanh(2.6 * tone) * held_envelope(count, length, 0.004, 0.045)
    return band(tone, 30, 6000, 1) * (0.4 + 0.6 * velocity) * 0.7


def sub_bass(pitch, length, velocity, rng) -> np.ndarray:
    """A soft low sine with a trace of its octave."""
    count = samples(length + 0.9)
    t = seconds(count)
    f0 = hertz(pitch)
    tone = np.sin(2 * np.pi * f0 * t) + 0.22 * np.sin(4 * np.pi * f0 * t + 0.4) + 0.06 * np.sin(6 * np.pi * f0 * t)
    return tone * held_envelope(count, length, min(0.5, 0.4 * length), 0.85) * (0.4 + 0.6 * velocity)


def tide(pitch, length, velocity, rng) -> np.ndarray:
    """A wave running up the beach and back."""
    count = samples(length + 1.5)
    t = seconds(count) / (length + 1.5)
    swell = np.sin(np.pi * np.clip(t, 0, 1)) ** 2 * (0.6 + 0.4 * np.sin(np.pi * t) ** 6)
    out = np.zeros((count, 2))
    for side in (0, 1):
        hiss = noise(count, rng)
        out[:, side] = swell * (band(hiss, 120, 900, 1) + swell * 0.6 * band(hiss, 700, 5000, 1))
    return out * velocity
