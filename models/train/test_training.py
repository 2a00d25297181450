"""The parts that need PyTorch: network, changes to pictures, the loop's promise to go on after a kill."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

import augment  # noqa: E402
import choose  # noqa: E402
import loop  # noqa: E402
import net  # noqa: E402
import pretrained  # noqa: E402
import robust  # noqa: E402
import targets  # noqa: E402
from data import FERPLUS_COLUMNS, Faces  # noqa: E402
from smoke import RECIPE  # noqa: E402

torch.set_num_threads(1)
TINY = replace(RECIPE, cycles=((2, 0.05),), batch=16, spec=replace(RECIPE.spec, dropout=0.2))


def some_faces(n: int = 48) -> Faces:
    rng = np.random.default_rng(3)
    votes = np.zeros((n, len(FERPLUS_COLUMNS)), np.uint8)
    votes[np.arange(n), np.arange(n) % 7] = 10
    return Faces(rng.integers(0, 256, (n, 48, 48), dtype=np.uint8), np.arange(n) % 7, votes)


def trained(checkpoint: Path, recipe: loop.Recipe = TINY) -> loop.Run:
    run = loop.Run(recipe, torch.device("cpu"))
    if checkpoint.exists():
        run.restore(checkpoint)
    loop.train(run, some_faces(), some_faces(14), checkpoint)
    return run


def test_a_run_cut_after_an_epoch_ends_like_an_unbroken_one(tmp_path: Path) -> None:
    whole = trained(tmp_path / "whole.pt")
    run = loop.Run(TINY, torch.device("cpu"))
    loop.train_epoch(run, some_faces(), loop.Progress(0, TINY.epochs))
    run.save(tmp_path / "cut.pt")
    resumed = trained(tmp_path / "cut.pt")
    for a, b in zip(whole.average.state_dict().values(), resumed.average.state_dict().values(), strict=True):
        assert torch.equal(a, b)


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    trained(tmp_path / "a.pt")
    with pytest.raises(ValueError, match="another recipe"):
        loop.Run(replace(TINY, seed=1), torch.device("cpu")).restore(tmp_path / "a.pt")


def test_the_learning_rate_rises_in_the_first_epoch_and_falls_to_zero_in_each_cycle() -> None:
    recipe = loop.Recipe(cycles=((20, 0.1), (4, 0.05)))
    rates = [loop.rate(recipe, progress) for progress in (0.0, 0.5, 1.0, 10.0, 19.99, 20.0, 22.0, 24.0)]
    assert rates[0] < rates[1] < rates[2] > rates[3] > rates[4] < rates[5] > rates[6] > rates[7]
    assert rates[4] == pytest.approx(0, abs=1e-5)
    assert rates[5:] == pytest.approx([0.05, 0.025, 0.0])


def test_small_pictures_come_first_and_those_shipped_for_last() -> None:
    recipe = loop.Recipe(sides=((0, 32), (6, 80)), mixed=((1, 2), (6, 7)))
    assert [recipe.side(epoch) for epoch in (0, 5, 6, 9)] == [32, 32, 80, 80]
    assert [recipe.mixes(epoch) for epoch in (0, 1, 2, 6, 7)] == [False, True, False, True, False]
    assert loop.Recipe().side(loop.Recipe().epochs - 1) == loop.Recipe().spec.side


@pytest.mark.parametrize("side", [32, 80])
def test_resizing_by_products_is_the_usual_bilinear_resize(side: int) -> None:
    torch.manual_seed(4)
    x = torch.rand(2, 1, 48, 48)
    usual = torch.nn.functional.interpolate(x, (side, side), mode="bilinear", antialias=True, align_corners=False)
    assert torch.allclose(net.resized(x, side), usual, atol=1e-5)
    assert net.resized(x, 48) is x


def coded_faces(spec: net.FacesSpec) -> tuple[list, bytes]:
    """Weights by chance of a network for colour pictures, as the package stores them: 8 bits each."""
    rng = np.random.default_rng(5)
    entries, numbers = [], b""

    def store(name: str, shape: tuple[int, ...], spread: float, least: float) -> None:
        nonlocal numbers
        coded = {"dtype": "uint8", "scale": spread / 255, "min": least}
        entries.append({"name": name, "shape": list(shape), "dtype": "float32", "quantization": coded})
        numbers += rng.integers(0, 256, shape, dtype=np.uint8).tobytes()

    widths = [width for width, count in zip(spec.widths, spec.blocks, strict=True) for _ in range(2 * count)]
    inputs = 3
    for name, width in zip(pretrained.names(spec), [spec.widths[0], *widths], strict=True):
        side = 7 if inputs == 3 else 3
        reach = 2 / math.sqrt(inputs * side * side)
        store(f"{name}/conv/filters", (side, side, inputs, width), 2 * reach, -reach)
        store(f"{name}/conv/bias", (width,), 0.2, -0.1)
        store(f"{name}/scale/weights", (width,), 1.0, 0.5)
        store(f"{name}/scale/biases", (width,), 1.0, -0.5)
        inputs = width
    return [{"weights": entries}], numbers


def seen_by_coded(weights: pretrained.Weights, spec: net.FacesSpec, x: torch.Tensor) -> torch.Tensor:
    """What that network makes of a gray picture of unit variance, shown to it in three equal colours."""
    w = {name: torch.from_numpy(values.copy()) for name, values in weights.items()}
    functional = torch.nn.functional

    def convolved(x: torch.Tensor, name: str, stride: int) -> torch.Tensor:
        kernel = w[f"{name}/conv/filters"].permute(3, 2, 0, 1)
        x = functional.conv2d(x, kernel, w[f"{name}/conv/bias"], stride, kernel.shape[-1] // 2)
        return x * w[f"{name}/scale/weights"][:, None, None] + w[f"{name}/scale/biases"][:, None, None]

    x = functional.max_pool2d(convolved(x.repeat(1, 3, 1, 1) * pretrained.SPREAD, "conv32_down", 2).relu(), 3, 2, 1)
    names = list(pretrained.names(spec))[1:]
    for first, second in zip(names[::2], names[1::2], strict=True):
        stride = 2 if "down" in first else 1
        y = convolved(convolved(x, first, stride).relu(), second, 1)
        x = functional.avg_pool2d(x, stride)
        x = torch.cat([x, torch.zeros(len(x), y.shape[1] - x.shape[1], *x.shape[2:])], 1)
        x = (x + y).relu()
    return x


def test_one_begun_from_a_network_that_knows_faces_sees_what_that_one_sees() -> None:
    spec = net.FacesSpec(widths=(32, 64), blocks=(2, 2), side=64)
    weights = pretrained.parse(*coded_faces(spec))
    run = loop.Run(replace(TINY, spec=spec), torch.device("cpu"))
    run.begin_from(weights, some_faces(64))
    for block in (m for m in run.average.trunk if isinstance(m, net.PaddedResidual)):
        block.attention = torch.nn.Identity()
    x = net.Standardise()(torch.rand(4, 1, 64, 64, generator=torch.Generator().manual_seed(6)))
    expected = seen_by_coded(weights, spec, x)
    assert 0.01 < expected.mean() < 50
    assert torch.allclose(run.average.eval().trunk(x), expected, rtol=1e-3, atol=1e-3)
    for layer in (m for m in run.net.trunk.modules() if isinstance(m, torch.nn.Conv2d) and m.bias is None):
        assert torch.allclose(layer.weight.flatten(1).norm(dim=1), torch.tensor(pretrained.FILTER_LENGTH), atol=1e-4)


def test_attention_that_was_not_there_begins_by_letting_nearly_everything_pass() -> None:
    block = net.PaddedResidual(8, 8, 1)
    x = torch.rand(2, 8, 4, 4)
    assert torch.allclose(block.attention(x), x, rtol=0.05)


def test_another_package_and_a_cut_one_are_refused(tmp_path: Path) -> None:
    package = tmp_path / "faces.tgz"
    package.write_bytes(b"something else")
    with pytest.raises(ValueError, match="not the pinned package"):
        pretrained.read(package)
    manifest, numbers = coded_faces(net.FacesSpec(widths=(32,), blocks=(1,)))
    with pytest.raises(ValueError, match="describes"):
        pretrained.parse(manifest, numbers + b"more")
    with pytest.raises(ValueError):
        pretrained.parse(manifest, numbers[:-2])


def test_a_pair_of_mixed_pictures_asks_for_both_of_their_labels() -> None:
    asked = targets.of(some_faces(32), smoothing=0.0)
    x = torch.arange(32.0).reshape(32, 1, 1, 1).expand(32, 1, 2, 2)
    pictures, wanted = targets.mixup(x, asked, 0.4, torch.Generator().manual_seed(6))
    moved = (pictures != x).flatten(1).any(1)
    assert 8 <= int(moved.sum()) <= 24
    assert torch.allclose(wanted.fer2013.sum(1), torch.ones(32)) and torch.allclose(wanted.ferplus.sum(1), torch.ones(32))
    own = wanted.fer2013[torch.arange(32), torch.arange(32) % 7]
    assert own.min() >= 0.6 and bool((own[~moved] == 1).all())


def test_what_networks_say_counts_by_its_share() -> None:
    asked = targets.of(some_faces(7), smoothing=0.1)
    said = torch.full((7, 7), 1 / 7), torch.full((7, 7), 1 / 7)
    soft = targets.softened(asked, said, 0.25)
    assert soft.fer2013[0, 0].item() == pytest.approx(0.75 * (0.9 + 0.1 / 7) + 0.25 / 7)
    assert torch.allclose(soft.ferplus, 0.75 * asked.ferplus + 0.25 / 7)
    assert torch.equal(soft.weights, asked.weights)


def test_a_teachers_word_counts_as_much_as_the_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[targets.Targets] = []
    monkeypatch.setattr(targets, "softened", lambda labels, said, share: asked.append(said) or labels)
    faces = some_faces()
    run = loop.Run(replace(TINY, cycles=((2, 0.05),), refined=1), torch.device("cpu"))
    run.taught = torch.full((48, 7), 1 / 7), torch.full((48, 7), 1 / 7)
    for _ in range(2):
        loop.train_epoch(run, faces, loop.Progress(0, 2))
    assert torch.equal(asked[0][0], run.taught[0])
    assert torch.allclose(asked[1][0], (run.said[0] + 1 / 7) / 2)


def test_a_refined_run_cut_between_two_questions_ends_like_an_unbroken_one(tmp_path: Path) -> None:
    recipe = replace(TINY, cycles=((1, 0.05), (3, 0.02)), refined=1, mixed=((1, 3),), ask_every=3)
    whole = trained(tmp_path / "whole.pt", recipe)
    run = loop.Run(recipe, torch.device("cpu"))
    for _ in range(2):
        loop.train_epoch(run, some_faces(), loop.Progress(0, recipe.epochs))
    run.save(tmp_path / "cut.pt")
    resumed = trained(tmp_path / "cut.pt", recipe)
    for a, b in zip(whole.average.state_dict().values(), resumed.average.state_dict().values(), strict=True):
        assert torch.equal(a, b)


def test_dimming_a_face_hardly_changes_what_the_network_sees() -> None:
    x = torch.rand(2, 1, 48, 48) * 0.8 + 0.1
    standardise = net.Standardise(floor=1e-3)
    assert torch.allclose(standardise(x), standardise(x * 0.25 + 0.1), atol=1e-3)
    assert torch.equal(standardise(torch.zeros(1, 1, 48, 48)), torch.zeros(1, 1, 48, 48))


def test_the_shipped_blend_is_the_chosen_one() -> None:
    torch.manual_seed(1)
    heads = torch.randn(5, 7), torch.randn(5, 7)
    shift = np.log(np.arange(1, 8) / 28)
    ours = net.blend(*heads, 0.6, torch.from_numpy(shift).float()).numpy()
    assert np.allclose(ours, choose.Blend(0.6, shift).logits((heads[0].numpy(), heads[1].numpy())), atol=1e-5)


def test_a_face_read_both_ways_is_the_mean_of_itself_and_its_mirror_image() -> None:
    torch.manual_seed(3)
    one_way = TINY.spec.network().eval()
    x = torch.rand(3, 1, 48, 48)
    for both, plain, mirrored in zip(net.BothWays(one_way)(x), one_way(x), one_way(x.flip(3)), strict=True):
        apart = (plain - mirrored).abs().max()
        assert apart > 1e-5
        assert (both - (plain + mirrored) / 2).abs().max() < 0.01 * apart


def test_folding_batch_norms_changes_no_answer() -> None:
    torch.manual_seed(2)
    model = TINY.spec.network()
    model(torch.rand(16, 1, 48, 48))
    model.eval()
    x = torch.rand(3, 1, 48, 48)
    before = model(x)
    after = net.fold_batch_norms(model)(x)
    assert not any(isinstance(m, torch.nn.BatchNorm2d) for m in model.modules())
    for a, b in zip(before, after, strict=True):
        assert torch.allclose(a, b, atol=1e-5)


def test_changed_pictures_keep_shape_and_range_and_depend_on_the_seed_alone() -> None:
    pixels = torch.from_numpy(some_faces(8).pixels)
    one, same, other = (augment.augment(pixels, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
    assert one.shape == (8, 1, 48, 48)
    assert one.min() >= 0 and one.max() <= 1
    assert torch.equal(one, same) and not torch.equal(one, other)


def test_shifting_moves_the_picture_right_by_a_share_of_its_side() -> None:
    pixels = np.zeros((1, 48, 48), np.uint8)
    pixels[0, :, 10] = 200
    assert robust.moved(pixels, shift=0.25)[0, 20].argmax() == 22
