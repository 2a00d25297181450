"""Figures from probabilities and labels. Needs numpy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from contract import LABELS

HAPPY, SAD = LABELS.index("happy"), LABELS.index("sad")
ECE_BINS = 15


@dataclass(frozen=True)
class Figures:
    """What is reported for one output on one set of labelled pictures."""

    pictures: int
    accuracy: float
    macro_f1: float
    ece: float
    happy_vs_sad: float
    precision: list[float]
    recall: list[float]
    f1: list[float]
    support: list[int]


def calibration_error(probabilities: np.ndarray, labels: np.ndarray, bins: int = ECE_BINS) -> float:
    """Expected calibration error with equal-width bins of the winner's probability (Guo et al. 2017)."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == labels
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(right[index == b].mean() - confidence[index == b].mean()) * (index == b).mean() for b in range(bins) if (index == b).any()]
    return float(sum(gaps))


def figures(probabilities: np.ndarray, labels: np.ndarray) -> Figures:
    """All figures for probabilities [n, 7] and labels [n] in 0..6."""
    said = probabilities.argmax(1)
    classes = range(len(LABELS))
    hits = np.array([((said == c) & (labels == c)).sum() for c in classes], float)
    support = np.array([(labels == c).sum() for c in classes])
    claimed = np.array([(said == c).sum() for c in classes])
    precision, recall = hits / np.maximum(claimed, 1), hits / np.maximum(support, 1)
    f1 = 2 * hits / np.maximum(claimed + support, 1)
    pair = np.isin(labels, (HAPPY, SAD))
    happier = probabilities[pair, HAPPY] > probabilities[pair, SAD]
    return Figures(
        pictures=len(labels),
        accuracy=float((said == labels).mean()),
        macro_f1=float(f1[support > 0].mean()),
        ece=calibration_error(probabilities, labels),
        happy_vs_sad=float((happier == (labels[pair] == HAPPY)).mean()) if pair.any() else float("nan"),
        precision=precision.tolist(),
        recall=recall.tolist(),
        f1=f1.tolist(),
        support=support.tolist(),
    )


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Probabilities of logits [n, 7] at a temperature."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(1, keepdims=True)
    powers = np.exp(scaled)
    return powers / powers.sum(1, keepdims=True)
