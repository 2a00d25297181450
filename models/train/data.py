"""FER2013 and FER+ as arrays: read, aligned row by row, cleaned and split.

Needs numpy only. What comes out of here is what every figure on the model card is about, so each rule has a test.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from contract import LABELS
from preprocess import SIZE

# Columns of fer2013new.csv after usage and name (Barsoum et al. 2016).
FERPLUS_COLUMNS = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt", "unknown", "NF")
# Our class (FER2013 order) -> its FER+ column.
TO_FERPLUS = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
SEVEN = np.array([FERPLUS_COLUMNS.index(name) for name in TO_FERPLUS])
NOT_A_FACE = FERPLUS_COLUMNS.index("NF")
NO_LABEL = -1
HOLDOUT_SHARE = 0.1
LEAST_AGREEMENT = 0.4


@dataclass(frozen=True)
class Faces:
    """Rows of one split: pictures and both label sets, all of the same length."""

    pixels: np.ndarray  # uint8 [n, 48, 48]
    fer2013: np.ndarray  # int64 [n], FER2013's class order
    votes: np.ndarray  # uint8 [n, 10], FER+'s columns

    def __len__(self) -> int:
        return len(self.fer2013)

    def __getitem__(self, rows: np.ndarray) -> Faces:
        return Faces(self.pixels[rows], self.fer2013[rows], self.votes[rows])


@dataclass(frozen=True)
class Splits:
    """Training, our own hold-out of Training, and the public test; `dropped` says how many rows each rule removed."""

    train: Faces
    holdout: Faces
    public: Faces
    dropped: dict[str, int]


def open_text(path: Path) -> TextIO:
    """A text file, plain, .gz or .xz."""
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8", newline="")
    if path.suffix == ".xz":
        return io.TextIOWrapper(lzma.open(path), encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def read_rows(lines: Iterable[str], needed: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The named columns of a CSV with a header, wherever they stand; stray spaces in the header are ignored."""
    reader = csv.reader(lines)
    header = [name.strip() for name in next(reader, [])]
    missing = [name for name in needed if name not in header]
    if missing:
        raise ValueError(f"the CSV has no column {', '.join(missing)}; it has {', '.join(header) or 'no header'}")
    columns = [header.index(name) for name in needed]
    for row in reader:
        if row:
            yield tuple(row[column] for column in columns)


def read_fer2013(lines: Iterable[str]) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Pixels [n, 48, 48], labels [n] and the Usage of each row, in file order. A malformed row is an error with its number."""
    pixels, labels, usages = [], [], []
    for number, (emotion, text, usage) in enumerate(read_rows(lines, ("emotion", "pixels", "Usage"))):
        picture = np.array(text.split(), dtype=np.uint8)
        label = int(emotion)
        if picture.size != SIZE * SIZE or not 0 <= label < len(LABELS):
            raise ValueError(f"FER2013 row {number}: {picture.size} pixels, emotion {label}")
        pixels.append(picture.reshape(SIZE, SIZE))
        labels.append(label)
        usages.append(usage.strip())
    if not pixels:
        raise ValueError("the FER2013 CSV has no rows")
    return np.stack(pixels), np.array(labels, np.int64), usages


def read_ferplus(lines: Iterable[str]) -> tuple[np.ndarray, list[str]]:
    """Votes [n, 10] and the Usage of each row, in file order."""
    votes, usages = [], []
    for usage, *counts in read_rows(lines, ("Usage", *FERPLUS_COLUMNS)):
        votes.append([int(count) for count in counts])
        usages.append(usage.strip())
    return np.array(votes, np.uint8).reshape(-1, len(FERPLUS_COLUMNS)), usages


def check_alignment(labels: np.ndarray, usages: list[str], votes: np.ndarray, plus_usages: list[str]) -> None:
    """Row N of one file is the picture of row N of the other.

    FER+'s picture names cannot serve as keys: their numbers lag behind the row and jump. So the rows must agree in Usage,
    and the two label sets more often than chance: they do for 63 % of true pairs, for 19 % of wrongly paired rows.
    FER2013 may stop earlier (without PrivateTest), not later.
    """
    if len(usages) > len(plus_usages):
        raise ValueError(f"FER2013 has {len(usages)} rows, FER+ only {len(plus_usages)}")
    for row, (usage, plus_usage) in enumerate(zip(usages, plus_usages, strict=False)):
        if usage != plus_usage:
            raise ValueError(f"row {row} is {usage} in FER2013 but {plus_usage} in FER+: the files do not belong together")
    leaders = majority(votes[: len(labels)])
    known = leaders != NO_LABEL
    agreement = float((leaders == labels)[known].mean()) if known.any() else 0.0
    if agreement < LEAST_AGREEMENT:
        raise ValueError(f"FER2013 and FER+ labels agree on {agreement:.0%} of the rows only: the rows are out of step")


def majority(votes: np.ndarray) -> np.ndarray:
    """FER+ majority in FER2013's class order [n]; -1 where contempt, unknown or non-face leads.

    The leader is the column with most votes of all ten; of equals the first in FER+'s column order.
    """
    ours = np.full(len(FERPLUS_COLUMNS), NO_LABEL, np.int64)
    ours[SEVEN] = np.arange(len(LABELS))
    return ours[votes.argmax(1)]


def soft_targets(votes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """FER+ training targets [n, 7] and weights [n].

    Votes for contempt, unknown and non-face are not given to another emotion: the seven are renormalised and the row
    counts by the share of its votes that they hold, nothing at all where one of the other three leads.
    """
    seven = votes[:, SEVEN].astype(np.float32)
    known, total = seven.sum(1), votes.sum(1).astype(np.float32)
    weights = np.where(majority(votes) == NO_LABEL, 0.0, known / np.maximum(total, 1.0)).astype(np.float32)
    return seven / np.maximum(known, 1.0)[:, None], weights


def digests(pixels: np.ndarray) -> np.ndarray:
    """A 64-bit fingerprint of each picture's pixels."""
    return np.array([int.from_bytes(hashlib.sha256(p.tobytes()).digest()[:8], "big") for p in pixels], np.uint64)


def split(pixels: np.ndarray, labels: np.ndarray, votes: np.ndarray, usages: list[str]) -> Splits:
    """Clean rows and part them.

    A Training picture that is also in a test split is dropped from Training. The hold-out is chosen by the picture's own
    fingerprint, so copies of one picture can never end up on both sides. Non-faces and blank pictures are not trained on;
    test splits stay complete.
    """
    usage, prints = np.array(usages), digests(pixels)
    training = usage == "Training"
    leaked = training & np.isin(prints, prints[~training])
    not_faces = votes.argmax(1) == NOT_A_FACE
    blank = pixels.reshape(len(pixels), -1).std(1) == 0
    usable = training & ~leaked & ~not_faces & ~blank
    held = prints % np.uint64(1000) < np.uint64(round(HOLDOUT_SHARE * 1000))
    faces = Faces(pixels, labels, votes)
    dropped = {
        "also in a test split": int(leaked.sum()),
        "not a face": int((training & ~leaked & not_faces).sum()),
        "blank": int((training & ~leaked & ~not_faces & blank).sum()),
    }
    return Splits(faces[usable & ~held], faces[usable & held], faces[usage == "PublicTest"], dropped)


def load(fer2013: Path, ferplus: Path, cache: Path) -> Splits:
    """Both CSVs, parsed once and kept as one array file in `cache` for later runs with the same files."""
    stamp = repr([(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in (fer2013, ferplus)])
    store = cache / f"faces-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}.npz"
    if not store.exists():
        with open_text(fer2013) as lines:
            pixels, labels, usages = read_fer2013(lines)
        with open_text(ferplus) as lines:
            votes, plus_usages = read_ferplus(lines)
        check_alignment(labels, usages, votes, plus_usages)
        cache.mkdir(parents=True, exist_ok=True)
        part = store.with_name("part-" + store.name)
        np.savez(part, pixels=pixels, labels=labels, votes=votes[: len(labels)], usages=np.array(usages))
        part.replace(store)
    with np.load(store) as arrays:
        return split(arrays["pixels"], arrays["labels"], arrays["votes"], arrays["usages"].tolist())
