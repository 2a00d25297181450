"""The training loop: one epoch after the other, each ending in a checkpoint from which a killed run goes on.

Every epoch draws its order and its changes from a seed of its own, so that a resumed run sees what an unbroken one would.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import pretrained
import targets
from augment import augment
from contract import write_atomically
from data import NO_LABEL, Faces, majority
from net import BothWays, EmotionNet, FacesSpec, FreshSpec
from preprocess import normalise


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the result of a run, apart from the data. Without changes, that of the network that begins from nothing."""

    spec: FreshSpec | FacesSpec = FreshSpec()
    # Epochs and highest learning rate of each cycle, which falls to zero along a half cosine (Loshchilov and Hutter 2017).
    cycles: tuple[tuple[int, float], ...] = ((52, 0.1), (24, 0.04), (55, 0.06), (8, 0.02), (30, 0.03), (47, 0.05))
    batch: int = 128
    weight_decay: float = 5e-4
    smoothing: float = 0.1
    ema: float = 0.998
    seed: int = 2026
    # The trunk takes any size: it may learn on small pictures, at a fraction of the cost, and ends on those it is shipped for.
    # Each entry: from which epoch on, and the side in pixels.
    sides: tuple[tuple[int, int], ...] = ((0, 32), (26, 48), (37, 64), (169, 96))
    # From and to which epochs pictures are mixed in pairs (`targets.py`), and how strong the second one of a pair may be.
    mixed: tuple[tuple[int, int], ...] = ((76, 131), (169, 195))
    mixup: float = 0.4
    # From which epoch on the network's own word counts beside the labels, and after how many epochs it is asked anew.
    refined: int = 76
    ask_every: int = 6
    # The share of what networks say in what is asked.
    said_share: float = 0.4

    @property
    def epochs(self) -> int:
        """Length of the run."""
        return sum(length for length, _ in self.cycles)

    def mixes(self, epoch: int) -> bool:
        """Whether pictures are mixed in an epoch."""
        return any(since <= epoch < until for since, until in self.mixed)

    def side(self, epoch: int) -> int:
        """Side of what the trunk sees in an epoch, in pixels."""
        return next(side for since, side in reversed(self.sides) if since <= epoch)


# The network that begins from one that knows faces. What the other says is asked of it too.
KNOWS_FACES = Recipe(
    spec=FacesSpec(),
    cycles=((20, 0.03), (44, 0.04), (62, 0.04)),
    sides=((0, 128),),
    mixed=((0, 16), (20, 47), (64, 98)),
    refined=98,
    ask_every=5,
)


class Run:
    """Network, its moving average, optimiser and position; saved to and restored from one file."""

    def __init__(self, recipe: Recipe, device: torch.device) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.device, self.epoch = recipe, device, 0
        self.net = recipe.spec.network().to(device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval()
        self.steps = 0
        # What the averaged network says about each training picture, by head: [n, 7] probabilities.
        self.said: tuple[Tensor, Tensor] | None = None
        # The same of a network that has learned already.
        self.taught: tuple[Tensor, Tensor] | None = None
        decayed = [p for p in self.net.parameters() if p.ndim > 1]
        plain = [p for p in self.net.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": plain, "weight_decay": 0.0}]
        self.optimiser = torch.optim.SGD(groups, lr=recipe.cycles[0][1], momentum=0.9, nesterov=True)

    def save(self, path: Path) -> None:
        """Write the checkpoint in one step."""
        buffer = io.BytesIO()
        state = {
            "recipe": as_text(self.recipe),
            "epoch": self.epoch,
            "steps": self.steps,
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "said": self.said,
        }
        torch.save(state, buffer)
        write_atomically(path, buffer.getvalue())

    def restore(self, path: Path) -> None:
        """Go on from a checkpoint. Another recipe is refused."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["recipe"] != as_text(self.recipe):
            raise ValueError(f"{path} belongs to another recipe; remove it to start anew")
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.steps, self.said = state["epoch"], state["steps"], state["said"]

    def begin_from(self, weights: pretrained.Weights, faces: Faces) -> None:
        """Give the trunk the weights of a network that knows faces."""
        rng = torch.Generator().manual_seed(self.recipe.seed)
        rows = torch.randperm(len(faces), generator=rng)[:512]
        pretrained.load(self.net, self.recipe.spec, weights, augment(torch.from_numpy(faces.pixels)[rows], rng).to(self.device))
        self.average.load_state_dict(self.net.state_dict())

    def update_average(self) -> None:
        """Move the averaged weights and batch-norm statistics towards the current ones; quickly at first."""
        self.steps += 1
        keep = min(self.recipe.ema, (1 + self.steps) / (10 + self.steps))
        for mean, now in zip(self.average.state_dict().values(), self.net.state_dict().values(), strict=True):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, 1 - keep)


def as_text(recipe: Recipe) -> str:
    """A recipe as it is saved."""
    return json.dumps([type(recipe.spec).__name__, asdict(recipe)])


def rate(recipe: Recipe, progress: float) -> float:
    """Learning rate at `progress` epochs: warm-up in the first epoch, then down to zero in each cycle."""
    warm = min(1.0, (progress + 0.05) / min(1.0, recipe.epochs / 4))
    begins = 0
    for length, highest in recipe.cycles:
        if progress < begins + length:
            return highest * warm * 0.5 * (1 + math.cos(math.pi * (progress - begins) / length))
        begins += length
    return 0.0


def autocast(device: torch.device) -> contextlib.AbstractContextManager:
    """bfloat16 where it is faster: on CUDA and on processors with AMX."""
    amx = getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    if device.type == "cuda" or amx():
        return torch.autocast(device.type, dtype=torch.bfloat16)
    return contextlib.nullcontext()


def train_epoch(run: Run, faces: Faces, report: Progress) -> float:
    """One pass over `faces`; returns the mean loss."""
    recipe, device = run.recipe, run.device
    seed = recipe.seed * 1000 + run.epoch
    torch.manual_seed(seed)
    rng = torch.Generator().manual_seed(seed)
    pixels, asked = torch.from_numpy(faces.pixels), targets.of(faces, recipe.smoothing)
    if run.epoch >= recipe.refined:
        if run.said is None or (run.epoch - recipe.refined) % recipe.ask_every == 0:
            # At the side it has learned to see, which may be about to change.
            run.average.side = recipe.side(max(run.epoch - 1, 0))
            run.said = own_word(run.average, faces, device)
    words = [word for word in (run.said, run.taught) if word is not None]
    if words:
        asked = targets.softened(asked, targets.mean(words), recipe.said_share)
    run.net.side = run.average.side = recipe.side(run.epoch)
    batches = torch.randperm(len(faces), generator=rng).split(recipe.batch)
    if len(batches) > 1 and len(batches[-1]) < recipe.batch:
        batches = batches[:-1]
    run.net.train()
    total = 0.0
    for index, rows in enumerate(batches):
        for group in run.optimiser.param_groups:
            group["lr"] = rate(recipe, run.epoch + index / len(batches))
        x, wanted = augment(pixels[rows], rng), asked[rows]
        if recipe.mixes(run.epoch):
            x, wanted = targets.mixup(x, wanted, recipe.mixup, rng)
        with autocast(device):
            outputs = run.net(x.to(device, memory_format=torch.channels_last))
        loss = wanted.to(device).loss(outputs)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        run.optimiser.step()
        run.update_average()
        total += loss.item()
        report.step(run.epoch + (index + 1) / len(batches), total / (index + 1))
    run.epoch += 1
    return total / len(batches)


class Progress:
    """A line now and then with the time left, measured over this process's own share of the run."""

    def __init__(self, start: float, epochs: int, every: float = 20.0) -> None:
        self.start, self.epochs, self.every = start, epochs, every
        self.began = self.spoke = time.monotonic()

    def step(self, progress: float, loss: float) -> None:
        """Say where the run is, at most every `every` seconds."""
        now = time.monotonic()
        if now - self.spoke < self.every:
            return
        self.spoke = now
        left = (now - self.began) / max(progress - self.start, 1e-9) * (self.epochs - progress)
        print(f"  epoch {progress:6.2f} of {self.epochs}  loss {loss:.4f}  {left / 60:.0f} min left", flush=True)


@torch.no_grad()
def predict(net: EmotionNet | BothWays, pixels: np.ndarray, device: torch.device, mirrored: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Logits of both heads [n, 7] for bytes [n, 48, 48]."""
    net.eval()
    heads: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for start in range(0, len(pixels), 256):
        chunk = pixels[start : start + 256]
        x = torch.from_numpy(normalise(chunk[..., ::-1] if mirrored else chunk))[:, None]
        for kept, logits in zip(heads, net(x.to(device, memory_format=torch.channels_last)), strict=True):
            kept.append(logits.float().cpu().numpy())
    return np.concatenate(heads[0]), np.concatenate(heads[1])


def own_word(net: EmotionNet, faces: Faces, device: torch.device) -> tuple[Tensor, Tensor]:
    """What a network says about each picture and its mirror image, by head: [n, 7] probabilities."""
    with autocast(device):
        ways = [predict(net, faces.pixels, device, mirrored) for mirrored in (False, True)]
    return targets.mean([(torch.from_numpy(first).softmax(1), torch.from_numpy(second).softmax(1)) for first, second in ways])


def accuracies(net: EmotionNet, faces: Faces, device: torch.device) -> tuple[float, float]:
    """Accuracy against the original labels and against the FER+ majority (rows without one left out)."""
    fer2013, ferplus = predict(net, faces.pixels, device)
    labels = majority(faces.votes)
    known = labels != NO_LABEL
    return float((fer2013.argmax(1) == faces.fer2013).mean()), float((ferplus[known].argmax(1) == labels[known]).mean())


def train(run: Run, faces: Faces, holdout: Faces, checkpoint: Path, compiled: bool = False) -> None:
    """Train to the recipe's last epoch, saving after each; `compiled` is faster and needs a C++ compiler."""
    report = Progress(run.epoch, run.recipe.epochs)
    if compiled:
        run.net.trunk.compile(dynamic=False)
    while run.epoch < run.recipe.epochs:
        began = time.monotonic()
        loss = train_epoch(run, faces, report)
        run.save(checkpoint)
        original, plus = accuracies(run.average, holdout, run.device)
        speed = len(faces) / (time.monotonic() - began)
        print(f"epoch {run.epoch}: loss {loss:.4f}  hold-out original {original:.4f}  FER+ {plus:.4f}  {speed:.0f} pictures/s", flush=True)
