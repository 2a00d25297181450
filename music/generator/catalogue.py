"""Print the table of pieces for music/README.md, read back from the rendered files.

python music/generator/catalogue.py
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import encode
from pieces import all_pieces
from render import path_of

MUSIC = Path(__file__).resolve().parent.parent


def read_back(path: Path) -> tuple[float, dict[str, str], bool]:
    """(seconds, tags in lower case, whether there is a cover) as ffprobe sees them."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", str(path)]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    tags: dict[str, str] = {}
    for holder in (*report["streams"], report["format"]):
        if holder.get("codec_type") != "video":
            tags |= {key.lower(): value for key, value in holder.get("tags", {}).items()}
    cover = any(s["codec_type"] == "video" and s["disposition"]["attached_pic"] for s in report["streams"])
    return float(report["format"]["duration"]), tags, cover


def main() -> None:
    print("| album | piece | by | format | length | key | beats a minute | mood tag | genre | LUFS | kB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    total = 0
    for piece in all_pieces():
        path = path_of(piece, MUSIC)
        seconds, tags, cover = read_back(path)
        level, _ = encode.measure(path)
        size = path.stat().st_size
        total += size
        mood = tags.get("mood") or tags.get("tmoo") or "(none)"
        if not cover:
            raise SystemExit(f"{path.name} has no cover")
        cells = (
            tags["album"],
            tags["title"],
            tags["artist"],
            path.suffix[1:],
            f"{seconds:.0f} s",
            piece.key.name,
            f"{piece.bpm:g}",
            mood,
            tags["genre"],
            f"{level:.1f}",
            f"{size / 1000:.0f}",
        )
        print("| " + " | ".join(cells) + " |")
    print(f"\n{total / 1e6:.1f} MB in all.")


if __name__ == "__main__":
    main()
