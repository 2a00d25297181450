"""PCM to tagged files, with ffmpeg as the encoder and as the meter."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np

import tags as tagging
from canvas import SIZE
from synth.core import RATE

CODECS = {
    "flac": ["-c:a", "flac", "-compression_level", "12", "-f", "flac"],
    "mp3": ["-c:a", "libmp3lame", "-q:a", "4", "-write_id3v2", "0", "-f", "mp3"],
    "ogg": ["-c:a", "libvorbis", "-q:a", "4", "-f", "ogg"],
    "opus": ["-c:a", "libopus", "-b:a", "96k", "-vbr", "on", "-ar", "48000", "-f", "opus"],
    "m4a": ["-c:a", "aac", "-b:a", "144k", "-f", "ipod"],
}
EXACT = ["-fflags", "+bitexact", "-flags:a", "+bitexact"]


def _ffmpeg(arguments: list[str], stdin: bytes | None = None) -> str:
    command = ["ffmpeg", "-hide_banner", "-nostats", "-y", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"ffmpeg failed: {done.stderr.decode(errors='replace')[-800:]}")
    return done.stderr.decode(errors="replace")


def measure(path: Path) -> tuple[float, float]:
    """(loudness in LUFS, true peak in dBTP) of a file as it decodes."""
    report = _ffmpeg(["-i", str(path), "-map", "0:a", "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"])
    summary = report[report.rindex("Summary:") :]
    level = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)
    if not level or not peak:
        raise RuntimeError(f"no loudness in the report on {path.name}")
    return float(level.group(1)), float(peak.group(1))


def _encode(pcm: np.ndarray, target: Path, extra_input: list[str], extra: list[str]) -> None:
    source = ["-f", "s16le", "-ar", str(RATE), "-ac", "2", "-i", "-"]
    kind = target.suffix.lstrip(".")
    _ffmpeg([*source, *extra_input, "-map_metadata", "-1", *extra, *CODECS[kind], *EXACT, str(target)], pcm.tobytes())


def write(pcm: np.ndarray, target: Path, make_tags, work: Path) -> tuple[float, float]:
    """Encode `pcm`, measure the result, and write the file with its tags.

    `make_tags(loudness, peak_db)` returns the tags. Returns what was measured.
    """
    kind = target.suffix.lstrip(".")
    bare = work / f"bare.{kind}"
    _encode(pcm, bare, [], [])
    level, peak = measure(bare)
    tags = make_tags(level, peak)
    target.parent.mkdir(parents=True, exist_ok=True)
    if kind == "mp3":
        target.write_bytes(tagging.id3(tags) + bare.read_bytes())
    elif kind == "m4a":
        target.write_bytes(tagging.tagged_mp4(bare.read_bytes(), tags))
    else:
        _write_vorbis(pcm, target, tags, work)
    return level, peak


def _write_vorbis(pcm: np.ndarray, target: Path, tags: tagging.Tags, work: Path) -> None:
    """FLAC carries the cover as a picture, Ogg inside a comment."""
    flac = target.suffix == ".flac"
    comments = tagging.vorbis(tags, target.suffix == ".opus", SIZE, not flac)
    extra = [part for name, value in comments for part in ("-metadata", f"{name}={value}")]
    inputs: list[str] = []
    if flac:
        picture = work / "cover.jpg"
        picture.write_bytes(tags.cover)
        inputs = ["-i", str(picture)]
        extra += ["-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic", "-metadata:s:v", f"comment={tagging.COVER_TEXT}"]
    _encode(pcm, target, inputs, extra)
