"""What the data code promises. Needs numpy and Pillow, not PyTorch."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import data
import faces_lab
from contract import LABELS, Crop
from preprocess import crop48, gray8, normalise

HEADER = "emotion,pixels,Usage\n"
PLUS_HEADER = "Usage,Image name," + ",".join(data.FERPLUS_COLUMNS) + "\n"


def fer_row(label: int, picture: np.ndarray, usage: str = "Training") -> str:
    return f"{label},{' '.join(map(str, picture.ravel()))},{usage}\n"


def votes(**counts: int) -> np.ndarray:
    return np.array([counts.get(name, 0) for name in data.FERPLUS_COLUMNS], np.uint8)


def picture(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (48, 48), dtype=np.uint8)


def split_of(pictures: list[np.ndarray], usages: list[str], rows: list[np.ndarray] | None = None) -> data.Splits:
    rows = rows or [votes(happiness=10)] * len(pictures)
    return data.split(np.stack(pictures), np.full(len(pictures), 3), np.stack(rows), usages)


def test_classes_are_in_fer2013_order() -> None:
    assert LABELS == ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")


@pytest.mark.parametrize(("column", "label"), list(zip(data.TO_FERPLUS, LABELS, strict=True)))
def test_each_ferplus_column_leads_to_its_class(column: str, label: str) -> None:
    counts = votes(**{column: 6, "contempt": 2, "unknown": 2})
    assert LABELS[data.majority(counts[None])[0]] == label
    targets, weights = data.soft_targets(counts[None])
    assert targets[0].tolist() == [float(name == label) for name in LABELS]
    assert weights[0] == pytest.approx(0.6)


@pytest.mark.parametrize("column", ["contempt", "unknown", "NF"])
def test_rows_led_by_anything_else_have_no_label_and_no_weight(column: str) -> None:
    counts = votes(**{column: 5, "neutral": 4, "sadness": 1})[None]
    assert data.majority(counts)[0] == data.NO_LABEL
    assert data.soft_targets(counts)[1][0] == 0


def test_contempt_votes_go_to_no_other_emotion() -> None:
    targets, _ = data.soft_targets(votes(neutral=4, anger=2, contempt=4)[None])
    assert targets[0, LABELS.index("neutral")] == pytest.approx(4 / 6)
    assert targets[0, LABELS.index("angry")] == pytest.approx(2 / 6)
    assert targets.sum() == pytest.approx(1)


def test_equal_votes_fall_to_the_first_column() -> None:
    assert LABELS[data.majority(votes(sadness=5, neutral=5)[None])[0]] == "neutral"


def test_fer2013_rows_keep_their_order_and_pixels() -> None:
    text = HEADER + fer_row(3, picture(1)) + fer_row(6, picture(2), "PublicTest")
    pixels, labels, usages = data.read_fer2013(text.splitlines())
    assert (pixels[1] == picture(2)).all()
    assert labels.tolist() == [3, 6]
    assert usages == ["Training", "PublicTest"]


def test_columns_are_found_by_name() -> None:
    pixels = " ".join(["7"] * 2304)
    _, labels, usages = data.read_fer2013(["emotion, Usage, pixels", f"4,PrivateTest,{pixels}"])
    assert (labels.tolist(), usages) == ([4], ["PrivateTest"])


@pytest.mark.parametrize("row", ["3,1 2 3,Training", "7," + " ".join(["0"] * 2304) + ",Training"])
def test_a_malformed_row_is_an_error_with_its_number(row: str) -> None:
    with pytest.raises(ValueError, match="row 0"):
        data.read_fer2013([HEADER.strip(), row])


def test_a_file_without_pixels_says_what_is_missing() -> None:
    with pytest.raises(ValueError, match="no column pixels"):
        data.read_fer2013(["emotion,Usage", "3,Training"])


@pytest.mark.parametrize(("suffix", "opener"), [("", open), (".gz", gzip.open), (".xz", lzma.open)])
def test_plain_and_packed_files_read_alike(tmp_path: Path, suffix: str, opener) -> None:
    path = tmp_path / f"fer2013.csv{suffix}"
    with opener(path, "wt") as file:
        file.write(HEADER + fer_row(2, picture(1)))
    with data.open_text(path) as lines:
        assert data.read_fer2013(lines)[1].tolist() == [2]


def aligned(n: int = 14) -> tuple[np.ndarray, list[str], np.ndarray]:
    labels = np.arange(n) % 7
    return labels, ["Training"] * n, np.stack([votes(**{data.TO_FERPLUS[label]: 10}) for label in labels])


def test_rows_in_step_are_accepted_also_when_fer2013_ends_earlier() -> None:
    labels, usages, counts = aligned()
    data.check_alignment(labels[:9], usages[:9], counts, usages)


def test_rows_out_of_step_are_refused() -> None:
    labels, usages, counts = aligned()
    with pytest.raises(ValueError, match="out of step"):
        data.check_alignment(labels, usages, np.roll(counts, 1, axis=0), usages)


def test_another_usage_or_a_missing_row_is_refused() -> None:
    labels, usages, counts = aligned()
    with pytest.raises(ValueError, match="row 13"):
        data.check_alignment(labels, usages, counts, [*usages[:-1], "PublicTest"])
    with pytest.raises(ValueError, match="14 rows, FER\\+ only 13"):
        data.check_alignment(labels, usages, counts[:-1], usages[:-1])


def test_votes_are_read_by_column_name() -> None:
    rows, usages = data.read_ferplus([PLUS_HEADER.strip(), "Training,fer0000000.png,4,0,0,1,3,2,0,0,0,0"])
    assert (rows[0] == votes(neutral=4, sadness=1, anger=3, disgust=2)).all()
    assert usages == ["Training"]


def test_a_training_picture_that_is_also_tested_on_is_dropped_from_training_only() -> None:
    pictures = [picture(seed) for seed in range(50)]
    splits = split_of([*pictures, pictures[0]], ["Training"] * 50 + ["PublicTest"])
    kept = {p.tobytes() for p in (*splits.train.pixels, *splits.holdout.pixels)}
    assert len(kept) == 49
    assert pictures[0].tobytes() not in kept
    assert len(splits.public) == 1
    assert splits.dropped["also in a test split"] == 1


def test_copies_of_a_picture_are_never_parted_between_training_and_hold_out() -> None:
    pictures = [picture(seed) for seed in range(200)]
    splits = split_of(pictures * 2, ["Training"] * 400)
    train, holdout = ({p.tobytes() for p in faces.pixels} for faces in (splits.train, splits.holdout))
    assert not train & holdout
    assert len(splits.train) + len(splits.holdout) == 400
    assert 5 <= len(holdout) <= 40


def test_the_split_does_not_depend_on_row_order() -> None:
    pictures = [picture(seed) for seed in range(60)]
    forward, backward = split_of(pictures, ["Training"] * 60), split_of(pictures[::-1], ["Training"] * 60)
    assert {p.tobytes() for p in forward.holdout.pixels} == {p.tobytes() for p in backward.holdout.pixels}


def test_non_faces_and_blank_pictures_are_not_trained_on() -> None:
    rows = [votes(happiness=10), votes(NF=10), votes(happiness=10)]
    splits = split_of([picture(0), picture(1), np.zeros((48, 48), np.uint8)], ["Training"] * 3, rows)
    assert len(splits.train) + len(splits.holdout) == 1
    assert splits.dropped == {"also in a test split": 0, "not a face": 1, "blank": 1}


def test_gray_rounds_the_weighted_sum() -> None:
    assert gray8(np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], np.uint8)).tolist() == [[76, 150, 29, 255]]


def test_a_whole_48_pixel_box_leaves_the_picture_as_it_is() -> None:
    assert (crop48(picture(5), (0, 0, 48, 48)) == picture(5)).all()


def test_a_box_past_the_edge_repeats_the_edge() -> None:
    flat = np.full((60, 60), 90, np.uint8)
    assert (crop48(flat, (-20.5, -3.25, 70.0, 87.25)) == 90).all()


def test_white_becomes_one() -> None:
    assert normalise(np.array([0, 255], np.uint8)).tolist() == [0.0, 1.0]


def test_photographs_are_cut_by_the_boxes_that_were_found_and_left_out_where_none_was(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()
    pixels = np.random.default_rng(5).integers(0, 256, (120, 90, 3), dtype=np.uint8)
    for name in ("AF01HAS.png", "AM02HAS.png"):
        Image.fromarray(pixels).save(tmp_path / "happy" / name)
    face = {"box": {"x": 10, "y": 20, "width": 60, "height": 60}}
    found = [{"path": f"elsewhere/happy/{name}", "faces": faces} for name, faces in (("AF01HAS.png", [face]), ("AM02HAS.png", []))]
    boxes = tmp_path / "boxes.json"
    boxes.write_text(json.dumps(found))
    crops, labels, persons = faces_lab.load(tmp_path, boxes)
    side = 60 * Crop().scale
    assert (len(crops), labels.tolist(), persons.tolist()) == (1, [LABELS.index("happy")], ["F01"])
    assert np.array_equal(crops[0], crop48(gray8(pixels), (40 - side / 2, 50 - side / 2, 40 + side / 2, 50 + side / 2)))
    assert len(faces_lab.load(tmp_path)[0]) == 2
