"""The emotion network: a residual trunk with squeeze-and-excitation and one linear head per label set.

There are two: the one that is shipped begins from a network that knows faces (`FacesSpec`), the one that teaches it begins from
nothing (`FreshSpec`).

Knows tensors only. It must not know where pictures come from, how they are augmented or how the blend was chosen.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

CLASSES = 7


@functools.cache
def resampling(old: int, new: int) -> Tensor:
    """The matrix [new, old] that resamples a row bilinearly, averaging where it shrinks: two products resize a picture."""
    step = old / new
    reach = max(step, 1.0)
    centres = (np.arange(new) + 0.5) * step
    weights = np.maximum(0.0, 1 - np.abs(np.arange(old) + 0.5 - centres[:, None]) / reach)
    return torch.from_numpy((weights / weights.sum(1, keepdims=True)).astype(np.float32))


def resized(x: Tensor, side: int) -> Tensor:
    """Pictures [n, 1, s, s] at `side` by `side` pixels."""
    if x.shape[-1] == side:
        return x
    rows = resampling(int(x.shape[-1]), side).to(x.device)
    return rows @ x @ rows.T


class Standardise(nn.Module):
    """Give every picture zero mean and unit variance: a darkened or washed-out face looks like any other to the trunk.

    `floor` (in units of white = 1) keeps an empty picture from turning into amplified noise.
    """

    def __init__(self, floor: float = 0.02) -> None:
        super().__init__()
        self.floor = floor

    def forward(self, x: Tensor) -> Tensor:
        centred = x - x.mean((2, 3), keepdim=True)
        variance = (centred * centred).mean((2, 3), keepdim=True)
        return centred / torch.sqrt(variance + self.floor**2)


class SqueezeExcite(nn.Module):
    """Channel attention (Hu et al. 2018), written with 1x1 convolutions so that shapes stay four-dimensional."""

    def __init__(self, channels: int, reduction: int = 8) -> None:
        super().__init__()
        self.down = nn.Conv2d(channels, channels // reduction, 1)
        self.up = nn.Conv2d(channels // reduction, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        gate = self.up(F.relu(self.down(x.mean((2, 3), keepdim=True))))
        return x * torch.sigmoid(gate)


def conv_bn(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    """Convolution without bias, then batch norm (folded into the convolution on export)."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """Two 3x3 convolutions, channel attention and a shortcut; an averaging shortcut where the size halves (He et al. 2019, ResNet-D)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = conv_bn(inputs, outputs, 3, stride)
        self.second = conv_bn(outputs, outputs, 3)
        self.attention = SqueezeExcite(outputs)
        steps: list[nn.Module] = []
        if stride > 1:
            steps.append(nn.AvgPool2d(stride))
        if inputs != outputs:
            steps.append(conv_bn(inputs, outputs, 1))
        self.shortcut = nn.Sequential(*steps)
        # Each block starts as (nearly) the identity, which lets the first epochs take a large learning rate.
        nn.init.constant_(self.second[1].weight, 0.2)

    def forward(self, x: Tensor) -> Tensor:
        y = self.attention(self.second(F.relu(self.first(x))))
        return F.relu(y + self.shortcut(x))


def stages(block: Callable[[int, int, int], nn.Module], widths: tuple[int, ...], blocks: tuple[int, ...]) -> Iterator[nn.Module]:
    """So many blocks of each width, behind a stem of the first one; each width but the first begins by halving the size."""
    inputs = widths[0]
    for stage, (width, count) in enumerate(zip(widths, blocks, strict=True)):
        for index in range(count):
            yield block(inputs, width, 2 if index == 0 and stage > 0 else 1)
            inputs = width


class EmotionNet(nn.Module):
    """Gray faces `[n, 1, 48, 48]` in 0..1 to two sets of logits `[n, 7]` each: original FER2013 labels and FER+.

    The trunk sees the face at `side` pixels: its first layers halve the picture, so a larger one keeps more of it.
    """

    def __init__(self, trunk: nn.Sequential, channels: int, side: int, dropout: float) -> None:
        super().__init__()
        self.side = side
        self.standardise = Standardise()
        self.trunk = trunk
        self.dropout = nn.Dropout(dropout)
        self.fer2013 = nn.Linear(channels, CLASSES)
        self.ferplus = nn.Linear(channels, CLASSES)

    def seen(self, x: Tensor) -> Tensor:
        """What the trunk sees of pictures."""
        return resized(self.standardise(x), self.side)

    def heads(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Logits from the trunk's features [n, channels]."""
        features = self.dropout(features)
        return self.fer2013(features), self.ferplus(features)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return self.heads(self.trunk(self.seen(x)).mean((2, 3)))


@dataclass(frozen=True)
class FreshSpec:
    """The network that begins from nothing. `stem` channels at full size, then one entry a stage, each at half the size before."""

    stem: int = 16
    widths: tuple[int, ...] = (32, 64, 128, 256)
    blocks: tuple[int, ...] = (1, 1, 2, 2)
    dropout: float = 0.2
    side: int = 96

    def network(self) -> EmotionNet:
        """A new one."""
        stem = [conv_bn(1, self.stem, 3), nn.ReLU(), conv_bn(self.stem, self.widths[0], 3, 2), nn.ReLU()]
        trunk = nn.Sequential(*stem, *stages(Residual, self.widths, self.blocks))
        return EmotionNet(trunk, self.widths[-1], self.side, self.dropout)


class PaddedResidual(nn.Module):
    """Two 3x3 convolutions, channel attention, and a shortcut without weights: new channels are zero on it (as in dlib's network)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = conv_bn(inputs, outputs, 3, stride)
        self.second = conv_bn(outputs, outputs, 3)
        self.attention = SqueezeExcite(outputs)
        self.stride, self.more = stride, outputs - inputs
        # Attention was not there when the weights were learned: it begins by letting nearly everything pass.
        nn.init.zeros_(self.attention.up.weight)
        nn.init.constant_(self.attention.up.bias, 3.5)

    def forward(self, x: Tensor) -> Tensor:
        y = self.attention(self.second(F.relu(self.first(x))))
        if self.stride > 1:
            x = F.avg_pool2d(x, self.stride)
        if self.more:
            x = F.pad(x, (0, 0, 0, 0, 0, self.more))
        return F.relu(y + x)


@dataclass(frozen=True)
class FacesSpec:
    """The network that begins from one that tells people apart (`pretrained.py`): its stem, then blocks of each width."""

    widths: tuple[int, ...] = (32, 64, 128, 256)
    blocks: tuple[int, ...] = (3, 4, 3, 1)
    dropout: float = 0.3
    side: int = 128

    def network(self) -> EmotionNet:
        """A new one, with weights by chance."""
        stem = [conv_bn(1, self.widths[0], 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
        trunk = nn.Sequential(*stem, *stages(PaddedResidual, self.widths, self.blocks))
        return EmotionNet(trunk, self.widths[-1], self.side, self.dropout)


class BothWays(nn.Module):
    """What a network says of a face and of its mirror image: the mean of both logits, as it is shipped.

    A face tells the same in the mirror, so what the network says otherwise there is noise, half of which goes.
    """

    def __init__(self, net: EmotionNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        seen = self.net.seen(x)
        # A product, because not every runtime takes a slice that steps backwards.
        mirror = torch.eye(int(seen.shape[-1]), device=seen.device).flip(0)
        features = self.net.trunk(torch.cat([seen, seen @ mirror])).mean((2, 3))
        return self.net.heads(features.unflatten(0, (2, -1)).mean(0))


class Blended(nn.Module):
    """What is shipped: the two heads and `emotion`, their blend in log space, shifted by class (see `choose.py`).

    `emotion = w log p_ferplus + (1 - w) log p_fer2013 - shift`
    """

    def __init__(self, net: BothWays, weight: float, shift: Tensor) -> None:
        super().__init__()
        self.net = net
        self.weight = weight
        self.register_buffer("shift", shift.float().reshape(1, CLASSES))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        fer2013, ferplus = self.net(x)
        return fer2013, ferplus, blend(fer2013, ferplus, self.weight, self.shift)


def blend(fer2013: Tensor, ferplus: Tensor, weight: float, shift: Tensor) -> Tensor:
    """The `emotion` logits of two heads; `weight` is the share of FER+, `shift` [1, 7] is taken away."""
    return weight * F.log_softmax(ferplus, 1) + (1 - weight) * F.log_softmax(fer2013, 1) - shift


def multiply_adds(net: nn.Module, size: int = 48) -> int:
    """Multiply-accumulates of one forward pass at `size` x `size`, convolutions and linear layers counted."""
    total = 0

    def count(module: nn.Module, _: object, output: Tensor) -> None:
        nonlocal total
        total += output.numel() * module.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in net.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    training = net.training
    with torch.no_grad():
        net.eval()(torch.zeros(1, 1, size, size))
    net.train(training)
    for hook in hooks:
        hook.remove()
    return total


def fold_batch_norms(module: nn.Module) -> nn.Module:
    """Fold every convolution + batch norm pair of a network in evaluation mode into one convolution, in place."""
    for name, child in module.named_children():
        if isinstance(child, nn.Sequential) and len(child) == 2 and isinstance(child[1], nn.BatchNorm2d):
            setattr(module, name, nn.utils.fusion.fuse_conv_bn_eval(child[0], child[1]))
        else:
            fold_batch_norms(child)
    return module
