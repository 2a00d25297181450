"""Train Mien's emotion model: from FER2013 and FER+ to the network, its contract, golden outputs and the card's figures.

    python models/train/train.py --fer2013 fer2013.csv --ferplus fer2013new.csv --faces vladmandic-face-api-1.7.15.tgz
    python models/train/train.py --smoke

A killed run goes on from its last finished epoch when it is started again with the same arguments.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

import data
import loop
import pretrained
import results
import smoke
from faces_lab import Lab
from net import EmotionNet

MODELS = Path(__file__).resolve().parents[1]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fer2013", type=Path, help="Kaggle's fer2013.csv, plain, .gz or .xz")
    parser.add_argument("--ferplus", type=Path, help="fer2013new.csv of FER+")
    parser.add_argument("--faces-lab", type=Path, help="photographs in a folder per emotion, to choose the blend by (optional)")
    parser.add_argument("--boxes", type=Path, help="the faces in them: what mien analyze --json printed for that folder (optional)")
    parser.add_argument("--out", type=Path, default=MODELS, help="where emotion.onnx, emotion.toml, golden/ and README.md go")
    parser.add_argument("--work", type=Path, default=MODELS / "train" / "work", help="checkpoints and cache (default: %(default)s)")
    parser.add_argument("--threads", type=int, help="processor threads; one is fastest on a machine that is busy otherwise")
    parser.add_argument("--compile", action="store_true", help="compile the trunk: faster, needs a C++ compiler")
    parser.add_argument("--faces", type=Path, metavar="TGZ", help=f"the npm package that the network begins from, {pretrained.PACKAGE}")
    parser.add_argument("--smoke", action="store_true", help="the whole way on made-up data in under a minute; keeps nothing")
    args = parser.parse_args()
    if not args.smoke and not (args.fer2013 and args.ferplus and args.faces):
        parser.error("--fer2013, --ferplus and --faces are needed (or --smoke)")
    return args


@dataclass(frozen=True)
class Recipes:
    """How the two networks learn."""

    fresh: loop.Recipe = loop.Recipe()
    knows_faces: loop.Recipe = loop.KNOWS_FACES


def learned(session: loop.Run, splits: data.Splits, checkpoint: Path, compiled: bool) -> EmotionNet:
    """The averaged network after the last epoch."""
    if checkpoint.exists():
        session.restore(checkpoint)
        print(f"going on after epoch {session.epoch} of {session.recipe.epochs}", flush=True)
    loop.train(session, splits.train, splits.holdout, checkpoint, compiled)
    session.average.side = session.recipe.spec.side
    return session.average


def run(
    recipes: Recipes,
    fer2013: Path,
    ferplus: Path,
    faces: pretrained.Weights | None,
    lab: Lab | None,
    out: Path,
    work: Path,
    compiled: bool = False,
) -> results.Results:
    """Train (or finish training) both networks and write everything that is shipped to `out`; without `faces` both begin from nothing."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    splits = data.load(fer2013, ferplus, work)
    dropped = ", ".join(f"{count} {why}" for why, count in splits.dropped.items())
    print(f"{len(splits.train)} to train on, {len(splits.holdout)} held out, {len(splits.public)} PublicTest; dropped: {dropped}", flush=True)
    print("The network that begins from nothing, to teach the other", flush=True)
    fresh = learned(loop.Run(recipes.fresh, device), splits, work / "fresh.pt", compiled)
    print("The network that begins from one that knows faces", flush=True)
    session = loop.Run(recipes.knows_faces, device)
    if faces is not None:
        session.begin_from(faces, splits.train)
    session.taught = loop.own_word(fresh, splits.train, device)
    knows_faces = learned(session, splits, work / "knows_faces.pt", compiled)
    return results.write(knows_faces, splits, lab, MODELS / "golden", out)


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
        found = run(Recipes(smoke.RECIPE, smoke.KNOWS_FACES), fer2013, ferplus, None, None, out, folder / "work")
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
    run(Recipes(), args.fer2013, args.ferplus, pretrained.read(args.faces), lab, args.out, args.work, args.compile)


if __name__ == "__main__":
    main()
