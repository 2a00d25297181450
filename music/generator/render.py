"""Render the demo library: compose, play, mix, master, paint, encode and tag.

python music/generator/render.py [--only NAME] [--out DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from functools import partial
from pathlib import Path

import covers
import encode
import mix
from pieces import all_pieces
from score import Piece
from tags import Tags

ALBUMS = {"lively": "Bright Side Street", "tense": "Weather Warning", "sad": "Rooms After Rain", "calm": "Slow Water"}
ALBUM_ARTIST = "Mien House Players"
LICENCE = "CC0 1.0 Universal"
COMMENT = "Composed and rendered by the generator in Mien's source tree. Audio and cover: CC0 1.0, no rights reserved."


def path_of(piece: Piece, out: Path) -> Path:
    return out / ALBUMS[piece.mood] / f"{piece.number:02} {piece.title}.{piece.extension}"


def tags_of(piece: Piece, level: float, peak_db: float) -> Tags:
    """Tags of a finished piece, with gain from what was measured."""
    cover = covers.jpeg(covers.paint(piece.mood, piece.number, piece.seed))
    return Tags(
        title=piece.title, artist=piece.artist, album=ALBUMS[piece.mood], album_artist=ALBUM_ARTIST,
        track=piece.number, tracks=4, date="2026", genre=piece.genre, mood=piece.mood_tag, bpm=round(piece.bpm),
        key=piece.key.short_name, comment=COMMENT, licence=LICENCE,
        gain_db=-18.0 - level, peak=10 ** (peak_db / 20), cover=cover,
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="Render Mien's demo music.")
    parser.add_argument("--only", metavar="NAME", help="only pieces whose title contains NAME")
    parser.add_argument("--out", metavar="DIR", type=Path, default=Path(__file__).resolve().parent.parent, help="default: music/")
    options = parser.parse_args()
    chosen = [p for p in all_pieces() if not options.only or options.only.lower() in p.title.lower()]
    if not chosen:
        print(f"no piece is called {options.only!r}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as work:
        for piece in chosen:
            pcm = mix.quantised(mix.render(piece), piece.seed)
            target = path_of(piece, options.out)
            level, peak = encode.write(pcm, target, partial(tags_of, piece), Path(work))
            digest = hashlib.sha256(pcm.tobytes()).hexdigest()[:12]
            print(
                f"{target.name:44} {len(pcm) / 44100:5.1f} s  {level:6.1f} LUFS  {peak:5.1f} dBTP  {target.stat().st_size / 1e3:6.0f} kB  pcm {digest}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
