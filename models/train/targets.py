"""What the network is asked to say about each training picture: its labels, softened by what networks say, mixed in pairs."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from contract import LABELS
from data import Faces, soft_targets


@dataclass(frozen=True)
class Targets:
    """Probabilities asked of the two heads, and how much each row counts for the second."""

    fer2013: Tensor  # [n, 7]
    ferplus: Tensor  # [n, 7]
    weights: Tensor  # [n], of FER+ alone

    def __getitem__(self, rows: Tensor) -> Targets:
        return Targets(self.fer2013[rows], self.ferplus[rows], self.weights[rows])

    def to(self, device: torch.device) -> Targets:
        """The same on a device."""
        return Targets(self.fer2013.to(device), self.ferplus.to(device), self.weights.to(device))

    def loss(self, outputs: tuple[Tensor, Tensor]) -> Tensor:
        """Cross-entropy of both heads' logits, summed."""
        first, second = (-(asked * F.log_softmax(logits.float(), 1)).sum(1) for asked, logits in zip((self.fer2013, self.ferplus), outputs, strict=True))
        return first.mean() + (second * self.weights).sum() / self.weights.sum().clamp(min=1)


def of(faces: Faces, smoothing: float) -> Targets:
    """The original labels, smoothed, and the shares of FER+ votes."""
    hard = F.one_hot(torch.from_numpy(faces.fer2013), len(LABELS)).float()
    votes, weights = soft_targets(faces.votes)
    return Targets(hard * (1 - smoothing) + smoothing / len(LABELS), torch.from_numpy(votes), torch.from_numpy(weights))


def mean(words: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
    """The mean of what several say, by head: [n, 7] probabilities."""
    first, second = (torch.stack(head).mean(0) for head in zip(*words, strict=True))
    return first, second


def softened(asked: Targets, said: tuple[Tensor, Tensor], share: float) -> Targets:
    """Distillation: a share of what is asked is what networks said (probabilities [n, 7] of each head): the averaged one that is learning,
    or one that learned before.

    Strangers named each picture once for FER2013 and ten times for FER+; what thousands of others taught a network about
    its like outweighs a slip of one of them.
    """
    return Targets(asked.fer2013.lerp(said[0], share), asked.ferplus.lerp(said[1], share), asked.weights)


def mixup(x: Tensor, asked: Targets, most: float, rng: torch.Generator) -> tuple[Tensor, Targets]:
    """Lay another picture of the batch over half of them, at up to `most` of its strength, and ask for both (Zhang et al. 2018)."""
    n = len(x)
    other = torch.randperm(n, generator=rng)
    share = torch.rand(n, generator=rng) * most * (torch.rand(n, generator=rng) < 0.5)
    by_row = share[:, None]
    pictures = x.lerp(x[other], share.reshape(n, 1, 1, 1))
    there = asked[other]
    return pictures, Targets(
        asked.fer2013.lerp(there.fer2013, by_row), asked.ferplus.lerp(there.ferplus, by_row), asked.weights.lerp(there.weights, share)
    )
