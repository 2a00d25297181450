"""Choices made after training, on data that is neither trained nor tested on: the blend, its shift by class, temperatures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data import NO_LABEL, Faces, majority, soft_targets
from metrics import softmax

DEFAULT_WEIGHT, DEFAULT_TAU = 0.7, 0.7
# A class that people show and Mien hardly ever sees is worse than a point of accuracy: the lowest recall on the photographs
# counts half as much as accuracy does, up to this.
WORTH_OF_RECALL, ENOUGH_RECALL = 0.5, 0.72
# Photographs of people the network never saw count more than more of what it was trained on.
WORTH_OF_PHOTOGRAPHS = 2.0
STEPS = (0.4, 0.2, 0.1)
WEIGHTS = np.round(np.arange(0.3, 1.01, 0.1), 2)
TAUS = np.round(np.arange(0.0, 1.21, 0.1), 2)
TEMPERATURES = np.round(np.geomspace(0.3, 3.0, 231), 4)

Heads = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Blend:
    """How `emotion` is made of the two heads: the share of FER+, and what is taken from each class's log probability."""

    weight: float
    shift: np.ndarray  # [7]

    def logits(self, heads: Heads) -> np.ndarray:
        """`emotion` logits [n, 7] for the logits of the original and the FER+ head; the graph computes the same."""
        return mixed(heads, self.weight) - self.shift


def mixed(heads: Heads, weight: float) -> np.ndarray:
    """Log probabilities [n, 7] of both heads, mixed."""
    fer2013, ferplus = (np.log(softmax(logits)) for logits in heads)
    return weight * ferplus + (1 - weight) * fer2013


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


@dataclass(frozen=True)
class Photographs:
    """Labelled photographs of laboratory persons, as the heads see them."""

    heads: Heads
    labels: np.ndarray  # int64 [n]
    persons: np.ndarray  # str [n]

    def __getitem__(self, rows: np.ndarray) -> Photographs:
        return Photographs((self.heads[0][rows], self.heads[1][rows]), self.labels[rows], self.persons[rows])


def choose_blend(train: Faces, holdout: tuple[Heads, np.ndarray], photographs: Photographs | None) -> Blend:
    """The blend that serves both the hold-out (FER+ majority) and the photographs best; a fixed one without photographs.

    The hold-out alone would always choose the plain FER+ head, which says neutral too readily to people it does not know.
    The shift begins as tau times the log prior of the training labels (logit adjustment, Menon et al. 2021), with each
    tau; then the class whose move helps most is moved, as long as one does, by four tenths, two, and one. The best end counts.
    """
    if photographs is None:
        return Blend(DEFAULT_WEIGHT, DEFAULT_TAU * log_prior(train, DEFAULT_WEIGHT))
    found = [best_shift(float(weight), log_prior(train, float(weight)), holdout, photographs) for weight in WEIGHTS]
    return max(found, key=lambda pair: pair[0])[1]


def best_shift(weight: float, prior: np.ndarray, holdout: tuple[Heads, np.ndarray], photographs: Photographs) -> tuple[float, Blend]:
    """The best shift for one share of FER+, and its score."""
    held, shots = mixed(holdout[0], weight), mixed(photographs.heads, weight)

    def score(shift: np.ndarray) -> float:
        right = (shots - shift).argmax(1) == photographs.labels
        recalls = [right[photographs.labels == label].mean() for label in np.unique(photographs.labels)]
        both = (accuracy(held - shift, holdout[1]) + WORTH_OF_PHOTOGRAPHS * right.mean()) / (1 + WORTH_OF_PHOTOGRAPHS)
        return both + WORTH_OF_RECALL * min(*recalls, ENOUGH_RECALL)

    def climbed(shift: np.ndarray) -> tuple[float, np.ndarray]:
        best = score(shift)
        for step in STEPS:
            moves = [way * step * np.eye(len(shift))[label] for label in range(len(shift)) for way in (-1, 1)]
            while True:
                moved_score, moved = max(((score(shift + move), shift + move) for move in moves), key=lambda pair: pair[0])
                if moved_score <= best + 1e-9:
                    break
                best, shift = moved_score, moved
        return best, shift

    best, shift = max((climbed(tau * prior) for tau in TAUS), key=lambda pair: pair[0])
    return best, Blend(weight, shift)


def cross_validated(train: Faces, holdout: tuple[Heads, np.ndarray], photographs: Photographs, folds: int = 5) -> np.ndarray:
    """`emotion` logits [n, 7] of the photographs, each by a blend that was chosen without its person."""
    persons = np.random.default_rng(0).permutation(np.unique(photographs.persons))
    logits = np.zeros_like(photographs.heads[0])
    for fold in range(folds):
        apart = np.isin(photographs.persons, persons[fold::folds])
        blend = choose_blend(train, holdout, photographs[~apart])
        logits[apart] = blend.logits(photographs[apart].heads)
    return logits


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature with the least negative log-likelihood (Guo et al. 2017)."""
    rows = np.arange(len(labels))
    losses = [-np.log(softmax(logits, float(t))[rows, labels] + 1e-12).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])
