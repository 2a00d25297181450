"""Trains the head that puts music on the plane: `train_music.py FEATURES LABELS [--out models] [--smoke]`.

FEATURES is what `mien mood features FOLDER` prints, so that training sees exactly what the program measures; LABELS has the
columns clip, quadrant (Q1 to Q4), artist and, for a baseline, genres. Targets are the centres of the labelled quadrants
(valence and arousal +-0.5). The head is the mean of two for each axis: a kernel ridge regression (a Gaussian process's mean), and a
support vector machine that tells the axis's sign, its distance from the border brought to the targets by a tanh. Their kernel is
a sum of three: one on the hand-made features, one on musicnn's embedding, one on its pooled layers, so that valence can be told by
any. It is written as an ONNX graph with the training clips as its support.

Folds keep all clips of an artist together. The ridge is chosen within each training part, so that no figure has seen its own
clips; confidence is calibrated on the predictions of the folds.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.svm import SVC

VERSION = "0.2.0"
SEED = 7
FOLDS = 5
SEEDS = (0, 1, 2, 3, 4)  # the cross-validation is repeated with other folds; figures are means over these
BLOCKS = (("hand", 0.5), ("embedding", 0.3), ("pooled", 0.5))  # gamma of each kernel, over the count of its features
RIDGES = (0.5, 0.7, 1.0, 1.5, 2.0)
COST = 1.0  # of the support vector machines
PLACE = 16  # axes of the space of alike music
CENTRE = 0.5


def standardised(x: np.ndarray, fit: np.ndarray) -> np.ndarray:
    """Each column with mean 0 and deviation 1 on the rows `fit`."""
    return (x - x[fit].mean(0)) / (x[fit].std(0) + 1e-6)


def squares(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Squared distances of all rows."""
    return np.maximum((a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T, 0)


def kernel(blocks: list[np.ndarray], fit: np.ndarray) -> np.ndarray:
    """The sum of the blocks' kernels over all rows, standardised on `fit`."""
    total = 0
    for (_, gamma), block in zip(BLOCKS, blocks, strict=True):
        z = standardised(block, fit)
        total = total + np.exp(-gamma / z.shape[1] * squares(z, z))
    return total


def folds_of(artists: np.ndarray, seed: int, rows: np.ndarray) -> np.ndarray:
    """A fold for each of `rows`, the same for all clips of an artist."""
    names = np.unique(artists[rows])
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {name: i % FOLDS for i, name in zip(order, names)}
    return np.array([fold[name] for name in artists[rows]])


def solved(k: np.ndarray, fit: np.ndarray, test: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Predictions for `test` of a regression on `fit`."""
    mean = y[fit].mean(0)
    weights = np.linalg.solve(k[np.ix_(fit, fit)] + ridge * np.eye(len(fit)), y[fit] - mean)
    return k[np.ix_(test, fit)] @ weights + mean


def machine(k: np.ndarray, fit: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights of the rows `fit` and intercept of a support vector machine that tells where `y` is positive."""
    svm = SVC(kernel="precomputed", C=COST).fit(k[np.ix_(fit, fit)], y[fit] > 0)
    weights = np.zeros(len(fit))
    weights[svm.support_] = svm.dual_coef_[0]
    return weights, float(svm.intercept_[0])


def choose_ridge(k: np.ndarray, rows: np.ndarray, artists: np.ndarray, y: np.ndarray, seed: int) -> np.ndarray:
    """The ridge with the least squared error of each axis, in folds within `rows`."""
    fold = folds_of(artists, seed + 100, rows)
    errors = np.zeros((len(RIDGES), y.shape[1]))
    for i, ridge in enumerate(RIDGES):
        for f in range(FOLDS):
            fit, test = rows[fold != f], rows[fold == f]
            errors[i] += ((solved(k, fit, test, y, ridge) - y[test]) ** 2).sum(0)
    return np.array(RIDGES)[errors.argmin(0)]


def cross_validated(blocks: list[np.ndarray], artists: np.ndarray, y: np.ndarray, seed: int) -> np.ndarray:
    """Predictions of each clip by a head that has not seen its artist."""
    everything = np.arange(len(y))
    fold = folds_of(artists, seed, everything)
    out = np.zeros_like(y)
    for f in range(FOLDS):
        fit, test = everything[fold != f], everything[fold == f]
        k = kernel(blocks, fit)
        ridges = choose_ridge(k, fit, artists, y, seed)
        for axis in range(2):
            weights, intercept = machine(k, fit, y[:, axis])
            told = CENTRE * np.tanh(k[np.ix_(test, fit)] @ weights + intercept)
            out[test, axis] = (solved(k, fit, test, y[:, axis : axis + 1], ridges[axis])[:, 0] + told) / 2
    return out


def quadrant(place: np.ndarray) -> np.ndarray:
    """1 to 4 of each (valence, arousal)."""
    v, a = place[:, 0] >= 0, place[:, 1] >= 0
    return np.where(v, np.where(a, 1, 4), np.where(a, 2, 3))


def sure(place: np.ndarray, calibration: np.ndarray) -> np.ndarray:
    """Probability of the right quadrant: one logistic curve for each axis, of the distance from it, multiplied."""
    logits = calibration[:, 0] + calibration[:, 1] * np.abs(place)
    return (1 / (1 + np.exp(-logits))).prod(1)


def calibrated(place: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Intercept and slope of each axis's logistic curve, by Newton's method."""
    curves = []
    for axis in range(2):
        x = np.c_[np.ones(len(place)), np.abs(place[:, axis])]
        right = ((place[:, axis] >= 0) == (y[:, axis] >= 0)).astype(float)
        w = np.zeros(2)
        for _ in range(50):
            p = 1 / (1 + np.exp(-x @ w))
            w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (right - p))
        curves.append(w)
    return np.array(curves)


def figures(place: np.ndarray, y: np.ndarray, confidence: np.ndarray | None = None) -> dict[str, float]:
    """The figures of the model card."""
    right = quadrant(place) == quadrant(y)
    out = {"accuracy": right.mean()}
    for axis, name in enumerate(("valence", "arousal")):
        error, spread = ((place - y)[:, axis] ** 2).sum(), ((y - y.mean(0))[:, axis] ** 2).sum()
        out[f"{name} R2"] = 1 - error / spread
        out[f"{name} r"] = np.corrcoef(place[:, axis], y[:, axis])[0, 1] if place[:, axis].std() > 0 else 0.0
    if confidence is not None:
        order = np.argsort(-confidence)
        out["most confident 80 %"] = right[order[: round(0.8 * len(order))]].mean()
        out["most confident 50 %"] = right[order[: round(0.5 * len(order))]].mean()
        bins = np.minimum((confidence * 10).astype(int), 9)
        out["ECE"] = sum(abs(right[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))
    return out


def graph(blocks: list[np.ndarray], y: np.ndarray, ridges: np.ndarray, calibration: np.ndarray) -> onnx.ModelProto:
    """The head with all clips as support: `features` [1, n] to `affect` [1, 2], `confidence` [1, 1] and `place` [1, PLACE]."""
    nodes, constants = [], []

    def constant(name: str, value: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
        return name

    def node(kind: str, name: str, inputs: list[str], **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    rows = np.arange(len(y))
    everything = np.hstack(blocks)
    mean, deviation = everything.mean(0), everything.std(0) + 1e-6
    centred = node("Sub", "centred", ["features", constant("mean", mean[None])])
    z = node("Mul", "standardised", [centred, constant("scale", 1 / deviation[None])])
    k = kernel(blocks, rows)
    weights = np.stack(
        [np.linalg.solve(k + ridges[axis] * np.eye(len(y)), y[:, axis] - y[:, axis].mean()) for axis in range(2)], 1
    )
    machines = [machine(k, rows, y[:, axis]) for axis in range(2)]
    total, at, projected = None, 0, None
    for (name, gamma), block in zip(BLOCKS, blocks, strict=True):
        support = standardised(block, rows)
        count = support.shape[1]
        for end, value in (("from", at), ("to", at + count)):
            constants.append(numpy_helper.from_array(np.array([value], dtype=np.int64), f"{name}.{end}"))
        part = node("Slice", f"{name}.part", [z, f"{name}.from", f"{name}.to", "axis"])
        at += count
        square = node("ReduceSum", f"{name}.square", [node("Mul", f"{name}.squares", [part, part]), "axis"], keepdims=1)
        product = node("MatMul", f"{name}.product", [part, constant(f"{name}.support", -2 * support.T)])
        near = node("Add", f"{name}.near", [product, constant(f"{name}.length", (support**2).sum(1)[None])])
        distance = node("Relu", f"{name}.distance", [node("Add", f"{name}.sum", [near, square])])
        value = node("Exp", f"{name}.kernel", [node("Mul", f"{name}.scaled", [distance, constant(f"{name}.gamma", np.array([-gamma / count]))])])
        total = value if total is None else node("Add", f"{name}.total", [total, value])
        if name in ("hand", "embedding"):
            projected = part if projected is None else node("Concat", "projected", [projected, part], axis=1)
    constants.append(numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"))
    regressed = node("Add", "regressed", [node("MatMul", "weighed", [total, constant("weights", weights)]), constant("offset", y.mean(0)[None])])
    votes = node("MatMul", "votes", [total, constant("machines", np.stack([w for w, _ in machines], 1))])
    border = node("Tanh", "border", [node("Add", "decided", [votes, constant("borders", np.array([[b for _, b in machines]]))])])
    told = node("Mul", "told", [border, constant("centre", np.array(CENTRE))])
    raw = node("Mul", "raw", [node("Add", "both", [regressed, told]), constant("half", np.array(0.5))])
    node("Clip", "affect", [raw, constant("low", np.array(-1.0)), constant("high", np.array(1.0))])
    slope = node("Mul", "sloped", [node("Abs", "away", ["affect"]), constant("slope", calibration[:, 1][None])])
    axes = node("Sigmoid", "axes", [node("Add", "logits", [slope, constant("intercept", calibration[:, 0][None])])])
    log = node("ReduceSum", "logs", [node("Log", "log", [axes]), "axis"], keepdims=1)
    node("Exp", "confidence", [log])
    # The place: main axes of hand-made features and embedding, both blocks with the same weight, each axis with deviation 1.
    both = np.hstack([standardised(b, rows) for b in blocks[:2]])
    weight = np.concatenate([np.full(b.shape[1], b.shape[1] ** -0.5) for b in blocks[:2]])
    _, strength, directions = np.linalg.svd(both * weight, full_matrices=False)
    axes_of_place = (weight[:, None] * directions[:PLACE].T) / (strength[:PLACE] / np.sqrt(len(y)))
    node("MatMul", "place", [projected, constant("directions", axes_of_place)])
    model = helper.make_model(
        helper.make_graph(
            nodes, "mood",
            [helper.make_tensor_value_info("features", TensorProto.FLOAT, [1, everything.shape[1]])],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, c]) for n, c in (("affect", 2), ("confidence", 1), ("place", PLACE))],
            constants,
        ),
        opset_imports=[helper.make_opsetid("", 13)],
        ir_version=8,
    )
    onnx.checker.check_model(model)
    return model


def baselines(rows: list[dict[str, str]], y: np.ndarray, told: dict[str, np.ndarray], artists: np.ndarray) -> dict[str, dict[str, float]]:
    """Rules that need no model; the genre's is the mean of the training part's clips of each genre."""
    sign = np.where
    out = {
        "fast and major": np.c_[sign(told["major"], CENTRE, -CENTRE), sign(told["bpm"] > 110, CENTRE, -CENTRE)],
        "loudness": np.c_[np.full(len(y), CENTRE), sign(told["lufs"] > np.median(told["lufs"]), CENTRE, -CENTRE)],
    }
    genres = [[g.strip() for g in row.get("genres", "").split(";") if g.strip()] for row in rows]
    fold = folds_of(artists, 0, np.arange(len(y)))
    guess = np.zeros_like(y)
    for f in range(FOLDS):
        sums: dict[str, list[np.ndarray]] = {}
        for i in np.flatnonzero(fold != f):
            for genre in genres[i]:
                sums.setdefault(genre, []).append(y[i])
        for i in np.flatnonzero(fold == f):
            known = [np.mean(sums[g], 0) for g in genres[i] if g in sums]
            guess[i] = np.mean(known, 0) if known else 0
    out["genre"] = guess
    return {name: figures(place, y) for name, place in out.items()}


def made_up() -> tuple[list[dict[str, str]], list[str], np.ndarray]:
    """Clips without sound, for trying the code: four clouds of features."""
    rng = np.random.default_rng(SEED)
    rows, values = [], []
    names = ["f.0", "f.1", "f.2", "embedding.0", "embedding.1", "pooled.0", "pooled.1"]
    for i in range(120):
        q = i % 4 + 1
        v, a = {1: (1, 1), 2: (-1, 1), 3: (-1, -1), 4: (1, -1)}[q]
        rows.append({"clip": f"c{i}", "quadrant": f"Q{q}", "artist": f"artist {i // 3}", "genres": "Rock"})
        values.append(np.array([v, a, 0, v, a, v, a]) + rng.normal(0, 0.7, 7))
    return rows, names, np.array(values)


def load(features: Path, labels: Path) -> tuple[list[dict[str, str]], list[str], np.ndarray]:
    """Labelled clips with their features, in the order of the labels."""
    with features.open(newline="") as file:
        reader = csv.reader(file)
        names = next(reader)[1:]
        values = {row[0]: np.array(row[1:], dtype=np.float32) for row in reader}
    with labels.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["clip"] in values]
    return rows, names, np.stack([values[row["clip"]] for row in rows]).astype(np.float64)


def main() -> None:
    """Cross-validate, then train on everything and write network, contract and golden values."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("features", type=Path, nargs="?")
    parser.add_argument("labels", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent)
    parser.add_argument("--smoke", action="store_true", help="made-up clips: shows that the code runs, and no more")
    args = parser.parse_args()
    rows, names, x = made_up() if args.smoke else load(args.features, args.labels)
    told = {n: x[:, names.index(n)] for n in names if n.startswith("told.")}
    keep = [i for i, n in enumerate(names) if not n.startswith("told.")]
    names, x = [names[i] for i in keep], x[:, keep]
    hand = [i for i, n in enumerate(names) if not n.startswith(("embedding.", "pooled."))]
    blocks = [x[:, hand], *(x[:, [i for i, n in enumerate(names) if n.startswith(b)]] for b in ("embedding.", "pooled."))]
    artists = np.array([row.get("artist") or row["clip"] for row in rows])
    corner = {1: (1, 1), 2: (-1, 1), 3: (-1, -1), 4: (1, -1)}
    y = CENTRE * np.array([corner[int(row["quadrant"][1])] for row in rows], dtype=np.float64)

    results = []
    pooled_places, pooled_y = [], []
    for seed in SEEDS:
        place = cross_validated(blocks, artists, y, seed)
        other = cross_validated(blocks, artists, y, seed + 1000)  # calibrated on other folds than it is judged on
        results.append(figures(place, y, sure(place, calibrated(other, y))))
        pooled_places.append(place)
        pooled_y.append(y)
        print(f"seed {seed}: " + ", ".join(f"{k} {v:.3f}" for k, v in results[-1].items()), flush=True)
    mean = {k: float(np.mean([r[k] for r in results])) for k in results[0]}
    print("mean: " + ", ".join(f"{k} {v:.3f}" for k, v in mean.items()))
    if told:
        plain = baselines(rows, y, {k.removeprefix("told."): v for k, v in told.items()}, artists)
        for name, result in plain.items():
            print(f"baseline {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in result.items()))

    everything = np.arange(len(y))
    calibration = calibrated(np.vstack(pooled_places), np.vstack(pooled_y))
    ridges = choose_ridge(kernel(blocks, everything), everything, artists, y, 0)
    model = graph(blocks, y, ridges, calibration)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / "mood.onnx"
    path.write_bytes(model.SerializeToString())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    listed = "\n".join(f'    "{names[i]}",' for i in hand)
    (args.out / "mood.toml").write_text(
        f'schema = 1\nname = "mien-mood"\nversion = "{VERSION}"\nfile = "mood.onnx"\nsha256 = "{digest}"\n'
        f"patches = 4  # of three seconds, whose musicnn outputs are averaged\nplace = {PLACE}\n"
        f"# The input: these features as the program measures them, then musicnn's outputs in the order of its contract.\n"
        f"features = [\n{listed}\n]\n"
    )
    write_golden(args.out, path, blocks, digest)
    print(f"{path}: {len(rows)} clips, ridges {ridges}, calibration {calibration.round(3).tolist()}")


def write_golden(folder: Path, path: Path, blocks: list[np.ndarray], digest: str) -> None:
    """What onnxruntime says for inputs made of the training data's means and deviations, for other implementations to agree with."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path))
    everything = np.hstack(blocks)
    mean, deviation = everything.mean(0), everything.std(0)
    rng = np.random.default_rng(SEED)
    cases = []
    for _ in range(4):
        x = (mean + deviation * rng.normal(0, 0.7, len(mean))).astype(np.float32)
        affect, confidence, place = session.run(["affect", "confidence", "place"], {"features": x[None]})
        cases.append({"features": [float(f"{v:.6g}") for v in x], "affect": affect[0].tolist(), "confidence": float(confidence[0, 0]), "place": place[0].tolist()})
    golden = folder / "golden"
    golden.mkdir(exist_ok=True)
    (golden / "mood.json").write_text(json.dumps({"model_sha256": digest, "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
