"""Train Mien's emotion model: from FER2013 and FER+ to the network, its contract, golden outputs and the card's figures.

    python models/train/train.py --fer2013 fer2013.csv --ferplus fer2013new.csv
    python models/train/train.py --smoke

A killed run goes on from its last finished epoch when it is started again with the same arguments.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

import data
import loop
import results
import smoke
from faces_lab import Lab

MODELS = Path(__file__).resolve().parents[1]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fer2013", type=Path, help="Kaggle's fer2013.csv, plain, .gz or .xz")
    parser.add_argument("--ferplus", type=Path, help="fer2013new.csv of FER+")
    parser.add_argument("--faces-lab", type=Path, help="photographs in a folder per emotion, to choose the blend by (optional)")
    parser.add_argument("--boxes", type=Path, help="the faces in them: what mien analyze --json printed for that folder (optional)")
    parser.add_argument("--out", type=Path, default=MODELS, help="where emotion.onnx, emotion.toml, golden/ and README.md go")
    parser.add_argument("--work", type=Path, default=MODELS / "train" / "work", help="checkpoint and cache (default: %(default)s)")
    parser.add_argument("--threads", type=int, help="processor threads; one is fastest on a machine that is busy otherwise")
    parser.add_argument("--compile", action="store_true", help="compile the trunk: faster, needs a C++ compiler")
    parser.add_argument("--begin-from", type=Path, metavar="ONNX", help="skip the cycles that are behind this emotion.onnx of version 0.4.0")
    parser.add_argument("--smoke", action="store_true", help="the whole way on made-up data in under a minute; keeps nothing")
    args = parser.parse_args()
    if not args.smoke and not (args.fer2013 and args.ferplus):
        parser.error("--fer2013 and --ferplus are needed (or --smoke)")
    return args


def run(
    recipe: loop.Recipe,
    fer2013: Path,
    ferplus: Path,
    lab: Lab | None,
    out: Path,
    work: Path,
    compiled: bool = False,
    begin_from: Path | None = None,
) -> results.Results:
    """Train (or finish training) and write everything that is shipped to `out`. A checkpoint in `work` goes before `begin_from`."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    splits = data.load(fer2013, ferplus, work)
    dropped = ", ".join(f"{count} {why}" for why, count in splits.dropped.items())
    print(f"{len(splits.train)} to train on, {len(splits.holdout)} held out, {len(splits.public)} PublicTest; dropped: {dropped}", flush=True)
    session = loop.Run(recipe, device)
    checkpoint = work / "checkpoint.pt"
    if checkpoint.exists():
        session.restore(checkpoint)
        print(f"going on after epoch {session.epoch}", flush=True)
    elif begin_from is not None:
        session.begin_from(begin_from, splits.train)
        print(f"beginning from {begin_from.name} after epoch {session.epoch}", flush=True)
    loop.train(session, splits.train, splits.holdout, checkpoint, compiled)
    session.average.side = recipe.spec.side
    return results.write(session.average, splits, lab, MODELS / "golden", out)


def run_smoke() -> None:
    """Made-up data through all of it, in a folder that is gone afterwards."""
    began = time.monotonic()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fer2013, ferplus = smoke.write_csvs(folder / "data", np.random.default_rng(1))
        out = folder / "models"
        out.mkdir()
        shutil.copyfile(MODELS / "README.md", out / "README.md")
        found = run(smoke.RECIPE, fer2013, ferplus, None, out, folder / "work")
        produced = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    print(f"smoke run: {', '.join(produced)}")
    for name in ("fer2013", "ferplus", "emotion"):
        if found.public[name].accuracy < smoke.LEAST_ACCURACY:
            raise SystemExit(f"smoke run: {name} learned nothing ({found.public[name].accuracy:.0%} on made-up data)")
    print(f"smoke run: done in {time.monotonic() - began:.0f} s")


def main() -> None:
    args = arguments()
    if args.threads:
        torch.set_num_threads(args.threads)
    if args.smoke:
        run_smoke()
        return
    lab = Lab(args.faces_lab, args.boxes) if args.faces_lab else None
    run(loop.Recipe(), args.fer2013, args.ferplus, lab, args.out, args.work, args.compile, args.begin_from)


if __name__ == "__main__":
    main()
