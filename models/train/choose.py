"""Choices made after training, on data that is neither trained nor tested on: the blend, its prior correction, temperatures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data import NO_LABEL, Faces, majority, soft_targets
from metrics import softmax

DEFAULT_WEIGHT, DEFAULT_TAU = 0.7, 0.7
WEIGHTS = np.round(np.arange(0.3, 1.01, 0.1), 2)
TAUS = np.round(np.arange(0.0, 1.21, 0.1), 2)
TEMPERATURES = np.round(np.geomspace(0.3, 3.0, 231), 4)

Heads = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Blend:
    """How `emotion` is made of the two heads: the share of FER+, and how much of the log prior is taken out."""

    weight: float
    tau: float
    log_prior: np.ndarray  # [7]

    def logits(self, heads: Heads) -> np.ndarray:
        """`emotion` logits [n, 7] for the logits of the original and the FER+ head; the graph computes the same."""
        fer2013, ferplus = (np.log(softmax(logits)) for logits in heads)
        return self.weight * ferplus + (1 - self.weight) * fer2013 - self.tau * self.log_prior


def log_prior(train: Faces, weight: float) -> np.ndarray:
    """Log class shares [7] of both label sets of the training rows, mixed as the heads are."""
    targets, row_weights = soft_targets(train.votes)
    plus = (targets * row_weights[:, None]).sum(0) + 1
    original = np.bincount(train.fer2013, minlength=plus.size) + 1
    return weight * np.log(plus / plus.sum()) + (1 - weight) * np.log(original / original.sum())


def with_majority(heads: Heads, faces: Faces) -> tuple[Heads, np.ndarray]:
    """Only the rows that have a FER+ majority among the seven, and their labels."""
    labels = majority(faces.votes)
    known = labels != NO_LABEL
    return (heads[0][known], heads[1][known]), labels[known]


def accuracy(logits: np.ndarray, labels: np.ndarray) -> float:
    """Share of rows whose largest logit is the label's."""
    return float((logits.argmax(1) == labels).mean())


def choose_blend(train: Faces, holdout: tuple[Heads, np.ndarray], photographs: tuple[Heads, np.ndarray] | None) -> Blend:
    """The blend with the best mean of hold-out (FER+ majority) and photograph accuracy; a fixed one without photographs.

    The hold-out alone would always choose the plain FER+ head, which says neutral too readily to people it does not know.
    """
    if photographs is None:
        return Blend(DEFAULT_WEIGHT, DEFAULT_TAU, log_prior(train, DEFAULT_WEIGHT))
    best, best_score = None, -1.0
    for weight in WEIGHTS:
        prior = log_prior(train, float(weight))
        for tau in TAUS:
            blend = Blend(float(weight), float(tau), prior)
            parts = [accuracy(blend.logits(heads), labels) for heads, labels in (holdout, photographs)]
            score = sum(parts) / len(parts)
            if score > best_score:
                best, best_score = blend, score
    assert best is not None
    return best


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature with the least negative log-likelihood (Guo et al. 2017)."""
    rows = np.arange(len(labels))
    losses = [-np.log(softmax(logits, float(t))[rows, labels] + 1e-12).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])
