"""From trained weights to what is shipped: choices on the hold-out, export, contract, golden outputs and figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

import card
import choose
import export
import faces_lab as photographs
import golden
from choose import Blend, Heads
from contract import LABELS, OUTPUTS, Crop, render, sha256, write_atomically
from data import Faces, Splits
from loop import predict
from metrics import Figures, figures, softmax
from net import Blended, BothWays, EmotionNet, fold_batch_norms, multiply_adds
from robust import conditions


@dataclass(frozen=True)
class Results:
    """Figures by output, on our hold-out and on PublicTest."""

    holdout: dict[str, Figures]
    public: dict[str, Figures]


def temperatures(heads: Heads, faces: Faces, blend: Blend) -> dict[str, float]:
    """One temperature an output: `fer2013` against the original labels, the others against the FER+ majority."""
    known, labels = choose.with_majority(heads, faces)
    return {
        "fer2013": choose.fit_temperature(heads[0], faces.fer2013),
        "ferplus": choose.fit_temperature(known[1], labels),
        "emotion": choose.fit_temperature(blend.logits(known), labels),
    }


def measure(heads: Heads, faces: Faces, blend: Blend, heat: dict[str, float]) -> dict[str, Figures]:
    """Figures of the three outputs on one split."""
    known, labels = choose.with_majority(heads, faces)
    return {
        "fer2013": figures(softmax(heads[0], heat["fer2013"]), faces.fer2013),
        "ferplus": figures(softmax(known[1], heat["ferplus"]), labels),
        "emotion": figures(softmax(blend.logits(known), heat["emotion"]), labels),
    }


def robustness(net: BothWays, faces: Faces, blend: Blend) -> dict[str, tuple[float, float]]:
    """FER+ accuracy of `ferplus` and `emotion` under each condition."""
    found = {}
    for name, pixels in conditions(faces.pixels).items():
        known, labels = choose.with_majority(predict(net, pixels, torch.device("cpu")), faces)
        found[name] = choose.accuracy(known[1], labels), choose.accuracy(blend.logits(known), labels)
    return found


def ship(net: BothWays, blend: Blend, heat: dict[str, float], golden_inputs: Path, out: Path) -> tuple[str, int]:
    """Write `emotion.onnx`, `emotion.toml` and `golden/`; returns the network's digest and size in bytes."""
    model = Blended(net, blend.weight, torch.from_numpy(blend.shift)).eval()
    graph = export.to_onnx(model)
    worst = export.check_against_torch(graph, model, golden.network_inputs(golden_inputs))
    print(f"ONNX and PyTorch agree to {worst:.1e}", flush=True)
    write_atomically(out / "emotion.onnx", graph)
    digest = sha256(out / "emotion.onnx")
    write_atomically(out / "emotion.toml", render(digest, heat, Crop()).encode())
    golden.write(model, heat, digest, golden_inputs, out / "golden")
    return digest, len(graph)


def write(average: EmotionNet, splits: Splits, lab: photographs.Lab | None, golden_inputs: Path, out: Path) -> Results:
    """Everything after training. PublicTest is looked at last, when nothing is left to choose."""
    cpu = torch.device("cpu")
    # Measured is what is shipped.
    net = fold_batch_norms(BothWays(average.to(cpu)).eval())
    held = predict(net, splits.holdout.pixels, cpu)
    shots = None
    if lab is not None:
        crops, labels, persons = photographs.load(lab.folder, lab.boxes)
        shots = choose.Photographs(predict(net, crops, cpu), labels, persons)
    held_known = choose.with_majority(held, splits.holdout)
    blend = choose.choose_blend(splits.train, held_known, shots)
    heat = temperatures(held, splits.holdout, blend)
    found = Results(
        holdout=measure(held, splits.holdout, blend, heat),
        public=measure(predict(net, splits.public.pixels, cpu), splits.public, blend, heat),
    )
    rows = [card.Row(name, output, part[output]) for name, part in (("hold-out", found.holdout), ("PublicTest", found.public)) for output in OUTPUTS]
    if shots is not None:
        apart = choose.cross_validated(splits.train, held_known, shots)
        logits = {"emotion": apart, "fer2013": shots.heads[0], "ferplus": shots.heads[1]}
        rows += [card.Row("laboratory photographs", o, figures(softmax(logits[o], heat[o]), shots.labels)) for o in OUTPUTS]
    blocks = [card.overview(rows), *(card.by_class(row) for row in rows if row.data == "PublicTest")]
    blocks += [card.by_class(row) for row in rows if (row.data, row.output) == ("laboratory photographs", "emotion")]
    blocks.append(card.robustness(robustness(net, splits.public, blend)))
    cost, weights = multiply_adds(net) / 1e6, sum(p.numel() for p in net.parameters()) / 1e6
    digest, size = ship(net, blend, heat, golden_inputs, out)
    blocks.append(
        [
            f"- `emotion.onnx`: {size / 1e6:.1f} MB, {weights:.2f} million parameters, {cost:.0f} million multiply-adds a face, sha256 `{digest}`",
            f"- `emotion` = {blend.weight:.2g} FER+ + {1 - blend.weight:.2g} original, in log probabilities, plus "
            + ", ".join(f"{gain:.1f} {label}" for label, gain in zip(LABELS, blend.shift.max() - blend.shift, strict=True)),
            "- temperatures: " + ", ".join(f"`{output}` {heat[output]:.2f}" for output in OUTPUTS),
            f"- trained on {len(splits.train)} pictures, {len(splits.holdout)} held out; " + dropped_text(splits),
        ]
    )
    card.write(out / "README.md", blocks)
    print("\n\n".join("\n".join(block) for block in blocks), flush=True)
    return found


def dropped_text(splits: Splits) -> str:
    """How many Training rows each rule removed."""
    return "dropped from Training: " + ", ".join(f"{count} {why}" for why, count in splits.dropped.items())
