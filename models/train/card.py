"""The figures of the model card, written by the tool that measured them into a marked section of `models/README.md`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from contract import LABELS, write_atomically
from metrics import Figures

BEGIN = "<!-- figures: begin (written by train.py, do not edit) -->"
END = "<!-- figures: end -->"


@dataclass(frozen=True)
class Row:
    """One line of the results table: which output, against what."""

    data: str
    output: str
    figures: Figures


def interval(share: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share of `n` (Wilson 1927)."""
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def overview(rows: list[Row]) -> list[str]:
    """A table with one line for each output and data set."""
    lines = [
        "| pictures | output | n | accuracy (95 % interval) | macro-F1 | ECE | happy against sad |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        f = row.figures
        low, high = interval(f.accuracy, f.pictures)
        lines.append(
            f"| {row.data} | `{row.output}` | {f.pictures} | {f.accuracy:.1%} ({low:.1%} to {high:.1%}) "
            f"| {f.macro_f1:.3f} | {f.ece:.3f} | {f.happy_vs_sad:.1%} |"
        )
    return lines


def by_class(row: Row) -> list[str]:
    """Precision, recall (with interval), F1 and support of each class of one row."""
    f = row.figures
    lines = [f"`{row.output}` on {row.data}, by class:", "", "| class | precision | recall (95 % interval) | F1 | n |", "|---|---|---|---|---|"]
    for label, precision, recall, f1, n in zip(LABELS, f.precision, f.recall, f.f1, f.support, strict=True):
        low, high = interval(recall, n) if n else (0.0, 1.0)
        lines.append(f"| {label} | {precision:.1%} | {recall:.1%} ({low:.0%} to {high:.0%}) | {f1:.3f} | {n} |")
    return lines


def robustness(accuracies: dict[str, tuple[float, float]]) -> list[str]:
    """FER+ accuracy of `ferplus` and `emotion` under each condition."""
    lines = ["FER+ accuracy on PublicTest under changed conditions:", "", "| condition | `ferplus` | `emotion` |", "|---|---|---|"]
    return lines + [f"| {name} | {plus:.1%} | {emotion:.1%} |" for name, (plus, emotion) in accuracies.items()]


def write(path: Path, blocks: list[list[str]]) -> None:
    """Put the blocks between the marks of the card at `path`; a card without marks is an error."""
    text = path.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"{path} has no section for figures: it needs the lines {BEGIN!r} and {END!r}")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    body = "\n\n".join("\n".join(block) for block in blocks)
    write_atomically(path, f"{before}{BEGIN}\n\n{body}\n\n{END}{after}".encode())
