"""The parts of the music training that need no data."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("onnx")
import train_music as music


def test_artists_stay_in_one_fold() -> None:
    artists = np.array(["a", "b", "a", "c", "d", "e", "f", "c"])
    fold = music.folds_of(artists, 3, np.arange(len(artists)))
    assert fold[0] == fold[2] and fold[3] == fold[7]
    assert set(fold) <= set(range(music.FOLDS))


def test_made_up_clouds_are_told_apart_by_other_artists() -> None:
    rows, names, x = music.made_up()
    blocks = [x[:, :3], x[:, 3:5], x[:, 5:]]
    artists = np.array([row["artist"] for row in rows])
    corner = {"Q1": (0.5, 0.5), "Q2": (-0.5, 0.5), "Q3": (-0.5, -0.5), "Q4": (0.5, -0.5)}
    y = np.array([corner[row["quadrant"]] for row in rows])
    place = music.cross_validated(blocks, artists, y, 0)
    assert music.figures(place, y)["accuracy"] > 0.9
    noise = np.random.default_rng(1).permutation(len(y))
    assert music.figures(music.cross_validated(blocks, artists, y[noise], 0), y[noise])["accuracy"] < 0.5


def test_confidence_is_calibrated() -> None:
    rng = np.random.default_rng(0)
    y = rng.choice([-0.5, 0.5], (4000, 2))
    place = 0.4 * y + rng.normal(0, 0.25, y.shape)
    curves = music.calibrated(place, y)
    assert music.figures(place, y, music.sure(place, curves))["ECE"] < 0.03


def test_quadrants_are_counted_from_the_upper_right_counter_clockwise() -> None:
    assert music.quadrant(np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])).tolist() == [1, 2, 3, 4]
