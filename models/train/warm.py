"""Begin from a network that was shipped: its weights, read back from ONNX, with batch norms to learn by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from net import EmotionNet

# Length of one filter's weights as PyTorch initialises them: what a learning rate means depends on it.
FILTER_LENGTH = 3**-0.5


def load(net: EmotionNet, model: Path, pictures: Tensor) -> None:
    """Give `net` the weights of an `emotion.onnx` of the same shape; it then answers as that network does.

    Batch norms were folded into their convolutions on export. They are put back with the mean and variance that their
    inputs have over `pictures` [n, 1, 48, 48], and every filter at the length a new network's would have.
    """
    graph = onnx.load(str(model)).graph
    # Names begin with `net.` once, or twice where it reads faces both ways.
    stored = {i.name.rpartition("net.")[2]: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    hooks = []
    with torch.no_grad():
        for name, module in net.named_modules():
            if isinstance(module, nn.Sequential) and len(module) == 2 and isinstance(module[1], nn.BatchNorm2d):
                conv, norm = module
                weight, bias = stored.pop(f"{name}.weight"), stored.pop(f"{name}.bias")
                length = weight.flatten(1).norm(dim=1).clamp(min=1e-6) / FILTER_LENGTH
                conv.weight.copy_(weight / length[:, None, None, None])
                hooks.append(norm.register_forward_pre_hook(calibration(norm, length, bias)))
        own = dict(net.named_parameters())
        for name, values in stored.items():
            if name in own:
                own[name].copy_(values)
        net.eval()(pictures)
    for hook in hooks:
        hook.remove()


def calibration(norm: nn.BatchNorm2d, length: Tensor, bias: Tensor) -> Callable[[nn.Module, tuple[Tensor]], None]:
    """Set a batch norm by the first input [n, c, h, w] it sees, so that it returns `input * length + bias` as the folded one did."""

    def hook(_: nn.Module, inputs: tuple[Tensor]) -> None:
        mean, variance = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_(length * torch.sqrt(variance + norm.eps))
        norm.bias.copy_(mean * length + bias)

    return hook
