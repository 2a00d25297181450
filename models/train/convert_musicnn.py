"""Converts musicnn (Pons and Serra 2019, ISC licence; PyPI `musicnn` 0.1.0) to ONNX: `convert_musicnn.py WHEEL [FOLDER]`.

Only what Mien uses is kept: from a log-mel patch of three seconds to the 200 numbers before the tags, and the 1506 pooled ones
before those. The graph is written
layer by layer from the published code (`musicnn/models.py`) with the weights of the checkpoint; batch normalisation becomes a
factor and an offset, as at inference. TensorFlow is not needed.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import tf_checkpoint

FRAMES, BANDS = 187, 96  # three seconds at 16 kHz with a hop of 256
EMBEDDING, POOLED = 200, 1506
EPSILON = 1e-3  # the default of TensorFlow's batch normalisation
WHEEL_SHA256 = "f38a4890c648c1ddbb141c5d96d2b0a8cfcd36746002d896989f7b88beb65cfa"
CONTRACT = """\
schema = 1
name = "musicnn"
version = "0.1.0 {network}"  # of the PyPI package; its licence (ISC) is MUSICNN-LICENSE.txt
file = "musicnn.onnx"
sha256 = "{digest}"
input = "mel"  # log10(10000 power + 1); 16 kHz, Hann window of 512, hop of 256, Slaney's mel scale and norm, 0 to 8 kHz
frames = 187
bands = 96

[[outputs]]
name = "embedding"  # the dense layer before the tags
size = 200

[[outputs]]
name = "pooled"  # maximum and mean over time of every layer before that
size = 1506
"""


class Graph:
    """ONNX nodes in order, with their weights."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, name: str, inputs: list[str], **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def normalised(self, x: str, layer: str, shape: list[int]) -> str:
        """Batch normalisation at inference, as a factor and an offset in `shape`."""
        w = {part: self.weights[f"{layer}/{part}"].astype(np.float64) for part in ("beta", "gamma", "moving_mean", "moving_variance")}
        factor = w["gamma"] / np.sqrt(w["moving_variance"] + EPSILON)
        offset = w["beta"] - factor * w["moving_mean"]
        scaled = self.node("Mul", f"{layer}.scaled", [x, self.constant(f"{layer}.factor", factor.reshape(shape).astype(np.float32))])
        return self.node("Add", f"{layer}.out", [scaled, self.constant(f"{layer}.offset", offset.reshape(shape).astype(np.float32))])

    def convolved(self, x: str, layer: str, pads: list[int]) -> str:
        """Convolution and ReLU; TensorFlow keeps kernels as height, width, in, out."""
        kernel = self.weights[f"{layer}/kernel"].transpose(3, 2, 0, 1)
        inputs = [x, self.constant(f"{layer}.kernel", kernel), self.constant(f"{layer}.bias", self.weights[f"{layer}/bias"])]
        out = self.node("Conv", f"{layer}.conv", inputs, pads=pads, kernel_shape=list(kernel.shape[2:]))
        return self.node("Relu", f"{layer}.relu", [out])

    def strongest(self, x: str, layer: str, count: int) -> str:
        """The largest along axis 2 of `count`, by halves, which overlap by one where they must: tract is quicker at that than at
        a pool."""
        while count > 1:
            half = (count + 1) // 2
            halves = [self.rows(x, f"{layer}.{count}.{start}", start, start + half) for start in (0, count - half)]
            x = self.node("Max", f"{layer}.{count}.larger", halves)
            count = half
        return x

    def rows(self, x: str, name: str, start: int, end: int) -> str:
        bounds = [self.constant(f"{name}.{part}", np.array([at])) for part, at in (("start", start), ("end", end), ("axis", 2))]
        return self.node("Slice", name, [x, *bounds])

    def front(self, x: str, layer: str, number: str, pads: list[int]) -> str:
        """Convolution of [1, 1, frequency, time], ReLU, normalisation, and the strongest place over frequency: [1, channel, 1, time].

        The strongest place is found before ReLU and normalisation, which keep the order or, where the factor is negative, turn
        it round: there the convolution is negated."""
        kernel = self.weights[f"{layer}/kernel"].transpose(3, 2, 1, 0)
        channels, _, bands, _ = kernel.shape
        sign = np.where(self.weights[f"batch_normalization_{number}/gamma"] < 0, -1, 1).astype(np.float32).reshape(-1, 1, 1, 1)
        inputs = [
            x,
            self.constant(f"{layer}.kernel", sign * kernel),
            self.constant(f"{layer}.bias", sign.ravel() * self.weights[f"{layer}/bias"]),
        ]
        out = self.node("Conv", f"{layer}.conv", inputs, pads=pads, kernel_shape=list(kernel.shape[2:]))
        out = self.strongest(out, layer, BANDS - bands + 1)
        shape = [1, channels, 1, 1]
        out = self.node("Mul", f"{layer}.turned", [out, self.constant(f"{layer}.sign", sign.reshape(shape))])
        return self.normalised(self.node("Relu", f"{layer}.relu", [out]), f"batch_normalization_{number}", shape)


def build(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The network from `mel` [1, 1, 187, 96] to `embedding` [1, 200]; axes of maps are (1, channel, time, frequency)."""
    g = Graph(weights)
    x = g.normalised("mel", "batch_normalization", [1, 1, 1, 1])
    # Front end: two widths of timbre, three lengths of rhythm; each keeps its strongest place over frequency.
    x = g.node("Transpose", "turned", [x], perm=[0, 1, 3, 2])
    blocks = [("conv2d", "1", 3, 3), ("conv2d_1", "2", 3, 3), ("conv2d_2", "3", 63, 64), ("conv2d_3", "4", 31, 32), ("conv2d_4", "5", 15, 16)]
    maps = [g.front(x, layer, number, [0, before, 0, after]) for layer, number, before, after in blocks]
    front = g.node("Transpose", "front", [g.node("Concat", "fronts", maps, axis=1)], perm=[0, 1, 3, 2])  # [1, 561, 187, 1]
    # Mid end: three convolutions over time, two of them added to what they got. All channels enter each, so they serve as ONNX's
    # input channels, where the published code has them as the width of a picture with one channel.
    layers = [front]
    for layer, number in (("conv2d_5", "6"), ("conv2d_6", "7"), ("conv2d_7", "8")):
        as_channels = dict(weights)
        as_channels[f"{layer}/kernel"] = weights[f"{layer}/kernel"].transpose(0, 2, 1, 3)
        g.weights = as_channels
        out = g.normalised(g.convolved(layers[-1], layer, [3, 0, 3, 0]), f"batch_normalization_{number}", [1, 64, 1, 1])
        layers.append(out if len(layers) == 1 else g.node("Add", f"{layer}.residual", [out, layers[-1]]))
    g.weights = weights
    # Back end: strongest and mean over time of everything so far, then one dense layer.
    every = g.node("Concat", "every", layers, axis=1)
    strongest = g.node("ReduceMax", "strongest", [every], axes=[2, 3], keepdims=0)
    mean = g.node("ReduceMean", "mean", [every], axes=[2, 3], keepdims=0)
    pooled = g.node("Concat", "pooled", [strongest, mean], axis=1)
    pooled = g.normalised(pooled, "batch_normalization_9", [1, POOLED])
    dense = g.node("Gemm", "dense.out", [pooled, g.constant("dense.kernel", weights["dense/kernel"]), g.constant("dense.bias", weights["dense/bias"])])
    out = g.normalised(g.node("Relu", "dense.relu", [dense]), "batch_normalization_10", [1, 200])
    g.node("Identity", "embedding", [out])
    graph = helper.make_graph(
        g.nodes, "musicnn",
        [helper.make_tensor_value_info("mel", TensorProto.FLOAT, [1, 1, FRAMES, BANDS])],
        [
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, EMBEDDING]),
            helper.make_tensor_value_info("pooled", TensorProto.FLOAT, [1, POOLED]),
        ],
        g.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def weights_of(wheel: Path, name: str) -> dict[str, np.ndarray]:
    """The tensors of the network `name` in the wheel."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        index, data = (archive.extract(f"musicnn/{name}/{part}", folder) for part in (".index", ".data-00000-of-00001"))
        return tf_checkpoint.read(Path(index), Path(data))


def main() -> None:
    """Write `musicnn.onnx`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, help="musicnn-0.1.0-py3-none-any.whl, as `pip download musicnn==0.1.0 --no-deps` brings it")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent.parent)
    parser.add_argument("--network", default="MSD_musicnn", choices=["MSD_musicnn", "MTT_musicnn"])
    args = parser.parse_args()
    digest = hashlib.sha256(args.wheel.read_bytes()).hexdigest()
    if digest != WHEEL_SHA256:
        raise SystemExit(f"{args.wheel} is not the wheel this script was written for (sha256 {digest})")
    target = args.folder / "musicnn.onnx"
    target.write_bytes(build(weights_of(args.wheel, args.network)).SerializeToString())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    (args.folder / "musicnn.toml").write_text(CONTRACT.format(network=args.network, digest=digest))
    with zipfile.ZipFile(args.wheel) as archive:
        (args.folder / "MUSICNN-LICENSE.txt").write_bytes(archive.read("musicnn-0.1.0.dist-info/LICENSE.md"))
    print(f"{target}: sha256 {digest}")


if __name__ == "__main__":
    main()
