"""A network that learned to tell people apart on some three million faces, as a beginning: King's residual network of dlib (2017).

The npm package `@vladmandic/face-api` carries it with weights of 8 bits, as a manifest and a file of numbers (TensorFlow.js).
"""

from __future__ import annotations

import hashlib
import json
import math
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from net import EmotionNet, FacesSpec

PACKAGE = "@vladmandic/face-api@1.7.15"
SHA256 = "0d77fffeef362ef9c0939cf6c567f3a2e8e177f114fa257a3270cbd2e509b031"
MANIFEST = "package/model/face_recognition_model-weights_manifest.json"
NUMBERS = "package/model/face_recognition_model.bin"
# It was shown colours of 0..255 less their mean, over 256: a gray face of unit variance is about this large there, in each of three colours.
SPREAD = 62 / 256
# Length of one filter's weights as PyTorch initialises them: what a learning rate means depends on it.
FILTER_LENGTH = 3**-0.5

Weights = dict[str, np.ndarray]


def read(package: Path) -> Weights:
    """The weights in the package's .tgz by name; any other file is refused."""
    data = package.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ValueError(f"{package} is not the pinned package, {PACKAGE}")
    with tarfile.open(package) as archive:
        manifest, numbers = (archive.extractfile(name).read() for name in (MANIFEST, NUMBERS))
    return parse(json.loads(manifest), numbers)


def parse(manifest: list, numbers: bytes) -> Weights:
    """The weights that a manifest describes: 8 bits each with a scale and a least value, or floats."""
    found, at = {}, 0
    for entry in (entry for group in manifest for entry in group["weights"]):
        count, coded = math.prod(entry["shape"]), entry.get("quantization")
        values = np.frombuffer(numbers, np.uint8 if coded else "<f4", count, at)
        at += values.nbytes
        if coded:
            values = values.astype(np.float32) * coded["scale"] + coded["min"]
        found[entry["name"]] = values.reshape(entry["shape"])
    if at != len(numbers):
        raise ValueError(f"the manifest describes {at} bytes of {len(numbers)}")
    return found


def names(spec: FacesSpec) -> Iterator[str]:
    """What the package calls each convolution, in the order of the trunk."""
    yield "conv32_down"
    for stage, (width, count) in enumerate(zip(spec.widths, spec.blocks, strict=True)):
        for index in range(count):
            block = f"conv{width}_down" if stage and not index else f"conv{width}_{index + (not stage)}"
            yield from (f"{block}/conv1", f"{block}/conv2")


def filters(weights: Weights, name: str) -> tuple[Tensor, Tensor]:
    """Kernel [made, seen, rows, columns] and bias of a convolution with the scaling behind it; the first one sees gray."""
    kernel = torch.from_numpy(np.ascontiguousarray(weights[f"{name}/conv/filters"].transpose(3, 2, 0, 1)))
    scale = torch.from_numpy(weights[f"{name}/scale/weights"])
    bias = torch.from_numpy(weights[f"{name}/conv/bias"]) * scale + torch.from_numpy(weights[f"{name}/scale/biases"])
    if name == "conv32_down":
        kernel = kernel.sum(1, keepdim=True) * SPREAD
    return kernel * scale[:, None, None, None], bias


def load(net: EmotionNet, spec: FacesSpec, weights: Weights, pictures: Tensor) -> None:
    """Give the trunk of `net` the package's weights, as many blocks as it has.

    The package has no batch norms. They get the mean and variance that their inputs have over `pictures` [n, 1, 48, 48], so that
    they change nothing, and every filter the length that a new network's would have.
    """
    layers = [m for m in net.trunk.modules() if isinstance(m, nn.Sequential) and len(m) == 2 and isinstance(m[1], nn.BatchNorm2d)]
    hooks = []
    with torch.no_grad():
        for (conv, norm), name in zip(layers, names(spec), strict=True):
            kernel, bias = filters(weights, name)
            length = kernel.flatten(1).norm(dim=1).clamp(min=1e-6) / FILTER_LENGTH
            conv.weight.copy_(kernel / length[:, None, None, None])
            hooks.append(norm.register_forward_pre_hook(calibration(norm, length, bias)))
        net.eval()(pictures)
    for hook in hooks:
        hook.remove()


def calibration(norm: nn.BatchNorm2d, length: Tensor, bias: Tensor) -> Callable[[nn.Module, tuple[Tensor]], None]:
    """Set a batch norm by the first input [n, c, h, w] it sees, so that it returns `input * length + bias`."""

    def hook(_: nn.Module, inputs: tuple[Tensor]) -> None:
        mean, variance = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_(length * torch.sqrt(variance + norm.eps))
        norm.bias.copy_(mean * length + bias)

    return hook
