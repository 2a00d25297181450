"""Made-up data in the layout of the real files, small enough for a run of well under a minute."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from contract import LABELS
from data import FERPLUS_COLUMNS, TO_FERPLUS
from loop import Recipe
from net import FacesSpec, FreshSpec
from preprocess import SIZE

RECIPE = Recipe(
    spec=FreshSpec(stem=8, widths=(8, 16, 16, 32), blocks=(0, 1, 1, 1), dropout=0.0, side=64),
    cycles=((4, 0.05), (2, 0.02)),
    batch=32,
    ema=0.9,
    sides=((0, 32), (4, 64)),
    mixed=((4, 5),),
    refined=4,
)
KNOWS_FACES = replace(RECIPE, spec=FacesSpec(widths=(8, 16), blocks=(1, 1), dropout=0.0, side=64), cycles=((4, 0.05),), sides=((0, 64),), mixed=(), refined=3)
# Seven patterns are easy (chance is one in seven); a run that does not learn them is broken somewhere.
LEAST_ACCURACY = 0.4


def write_csvs(folder: Path, rng: np.random.Generator) -> tuple[Path, Path]:
    """`fer2013.csv` and `fer2013new.csv`: a blob whose place depends on the class, in noise; some rows are non-faces or contempt."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = np.mgrid[0:SIZE, 0:SIZE]
    fer, plus = ["emotion,pixels,Usage"], ["Usage,Image name," + ",".join(FERPLUS_COLUMNS)]
    for usage, count in (("Training", 560), ("PublicTest", 140)):
        for index in range(count):
            label = index % len(LABELS)
            y, x = 24 + 14 * np.sin(label * 0.9), 24
            blob = 160 * np.exp(-((rows[0] - y) ** 2 + (rows[1] - x) ** 2) / (20 + 12 * label))
            picture = np.clip(40 + blob + rng.normal(0, 12, (SIZE, SIZE)), 0, 255).astype(np.uint8)
            votes = dict.fromkeys(FERPLUS_COLUMNS, 0)
            leader = {0: "NF", 1: "contempt"}.get(index % 50, TO_FERPLUS[label])
            votes[leader] += 8
            votes["unknown"] += 2
            fer.append(f"{label},{' '.join(map(str, picture.ravel()))},{usage}")
            plus.append(f"{usage},fer{index:07d}.png," + ",".join(str(votes[c]) for c in FERPLUS_COLUMNS))
    paths = folder / "fer2013.csv", folder / "fer2013new.csv"
    for path, lines in zip(paths, (fer, plus), strict=True):
        path.write_text("\n".join(lines) + "\n")
    return paths
