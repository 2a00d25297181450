"""Figures and choices. Needs numpy only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import card
import choose
import metrics
from data import FERPLUS_COLUMNS, Faces


def sure_of(labels: list[int]) -> np.ndarray:
    return np.eye(7)[labels]


def test_perfect_answers_score_one_and_have_no_calibration_error() -> None:
    labels = np.array([0, 1, 2, 3, 4, 5, 6])
    found = metrics.figures(sure_of(labels.tolist()), labels)
    assert (found.accuracy, found.macro_f1, found.ece, found.happy_vs_sad) == (1, 1, 0, 1)


def test_confidently_wrong_half_the_time_is_half_a_calibration_error() -> None:
    assert metrics.calibration_error(sure_of([0, 0]), np.array([0, 1])) == pytest.approx(0.5)


def test_precision_recall_and_f1_of_one_class() -> None:
    found = metrics.figures(sure_of([3, 3, 3, 4]), np.array([3, 3, 4, 3]))
    assert found.precision[3] == pytest.approx(2 / 3)
    assert found.recall[3] == pytest.approx(2 / 3)
    assert found.support == [0, 0, 0, 3, 1, 0, 0]
    assert found.macro_f1 == pytest.approx((2 / 3 + 0) / 2)


def test_happy_against_sad_looks_at_those_two_only() -> None:
    happier = np.array([[0.8, 0, 0, 0.15, 0.05, 0, 0]])
    assert metrics.figures(happier, np.array([3])).happy_vs_sad == 1
    assert metrics.figures(happier, np.array([4])).happy_vs_sad == 0


def test_overconfident_logits_get_a_temperature_above_one() -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 7, 2000)
    logits = rng.normal(0, 1, (2000, 7)) + 1.5 * np.eye(7)[labels]
    honest = choose.fit_temperature(logits, labels)
    assert choose.fit_temperature(logits * 3, labels) == pytest.approx(min(3.0, honest * 3), rel=0.02)
    assert honest < 1.1


def faces(happy: int, disgust: int) -> Faces:
    votes = np.zeros((happy + disgust, 10), np.uint8)
    votes[:happy, FERPLUS_COLUMNS.index("happiness")] = 10
    votes[happy:, FERPLUS_COLUMNS.index("disgust")] = 10
    labels = np.array([3] * happy + [1] * disgust)
    return Faces(np.zeros((happy + disgust, 48, 48), np.uint8), labels, votes)


def test_the_prior_correction_favours_what_is_rare_in_training() -> None:
    heads = np.zeros((1, 7)), np.zeros((1, 7))
    blend = choose.Blend(0.7, choose.log_prior(faces(90, 10), 0.7))
    logits = blend.logits(heads)[0]
    assert logits[1] > logits[3]


def test_without_photographs_the_blend_is_the_documented_one() -> None:
    train = faces(9, 1)
    heads = np.zeros((10, 7)), np.zeros((10, 7))
    blend = choose.choose_blend(train, (heads, train.fer2013), None)
    assert blend.weight == choose.DEFAULT_WEIGHT
    assert np.allclose(blend.shift, choose.DEFAULT_TAU * choose.log_prior(train, choose.DEFAULT_WEIGHT))


def overlooked(n: int) -> choose.Photographs:
    """Heads that see fear, and say surprise a little louder, more or less."""
    labels = np.repeat([2, 5, 6], n)
    logits = 4.0 * np.eye(7)[labels]
    logits[:n, 5] = 4.0 + np.linspace(0.05, 1.0, n)
    return choose.Photographs((logits, logits), labels, np.array([f"P{index % 10}" for index in range(3 * n)]))


def test_a_class_that_is_overlooked_is_brought_back_also_for_persons_the_choice_has_not_seen() -> None:
    shots, train = overlooked(20), faces(9, 1)
    holdout = (8.0 * np.eye(7), 8.0 * np.eye(7)), np.arange(7)
    blend = choose.choose_blend(train, holdout, shots)
    assert choose.accuracy(shots.heads[1], shots.labels) == pytest.approx(2 / 3)
    assert choose.accuracy(blend.logits(shots.heads), shots.labels) == 1
    assert choose.accuracy(choose.cross_validated(train, holdout, shots), shots.labels) == 1


def test_the_interval_of_a_share_contains_it_and_stays_in_range() -> None:
    low, high = card.interval(0.8, 100)
    assert 0.71 < low < 0.8 < high < 0.87
    assert card.interval(0.0, 20)[0] == 0
    assert card.interval(1.0, 20)[1] == 1


def test_the_card_keeps_what_stands_around_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{card.BEGIN}\nold\n{card.END}\nafter\n")
    card.write(path, [["new"], ["newer"]])
    assert path.read_text() == f"before\n{card.BEGIN}\n\nnew\n\nnewer\n\n{card.END}\nafter\n"


def test_a_card_without_a_place_for_figures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("nothing\n")
    with pytest.raises(ValueError, match="no section"):
        card.write(path, [["new"]])
