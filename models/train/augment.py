"""Random changes to training faces that imitate what webcams and face detectors do. Whole batches at a time, on the processor."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

ROLL_DEGREES = 18.0
SCALE = 0.2
SHIFT = 0.1


def uniform(n: int, low: float, high: float, rng: torch.Generator) -> Tensor:
    """`n` numbers from low to high, shaped to scale a batch of pictures."""
    return (torch.rand(n, generator=rng) * (high - low) + low).reshape(n, 1, 1, 1)


def chosen(n: int, share: float, rng: torch.Generator) -> Tensor:
    """A mask [n, 1, 1, 1] that picks about `share` of a batch."""
    return torch.rand(n, generator=rng).reshape(n, 1, 1, 1) < share


def place(x: Tensor, rng: torch.Generator) -> Tensor:
    """Mirror, roll, scale and shift, as a detector's box would sit on a face; edges are repeated outwards."""
    n = len(x)
    angle = uniform(n, -ROLL_DEGREES, ROLL_DEGREES, rng).flatten() * math.pi / 180
    zoom = torch.exp(uniform(n, -SCALE, SCALE, rng).flatten())
    mirror = torch.where(torch.rand(n, generator=rng) < 0.5, -1.0, 1.0)
    cos, sin = zoom * torch.cos(angle), zoom * torch.sin(angle)
    shift = (torch.rand(n, 2, generator=rng) * 2 - 1) * 2 * SHIFT
    rows = torch.stack([cos * mirror, -sin, shift[:, 0], sin * mirror, cos, shift[:, 1]], 1).reshape(n, 2, 3)
    grid = F.affine_grid(rows, list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, padding_mode="border", align_corners=False)


def light(x: Tensor, rng: torch.Generator) -> Tensor:
    """Gamma on every picture, light from one side on a quarter, a dark noisy sensor on a quarter."""
    n, size = len(x), x.shape[-1]
    x = x.clamp(1e-3, 1) ** torch.exp(uniform(n, -0.4, 0.4, rng))
    ramp = torch.linspace(-1, 1, size)
    direction = uniform(n, 0, 2 * math.pi, rng)
    slope = torch.cos(direction) * ramp.reshape(1, 1, 1, size) + torch.sin(direction) * ramp.reshape(1, 1, size, 1)
    strength = uniform(n, 0.2, 0.7, rng) * chosen(n, 0.15, rng)
    x = x * (1 + strength * slope).clamp(min=0.1)
    exposure = torch.where(chosen(n, 0.15, rng), uniform(n, 0.15, 0.6, rng), torch.ones(n, 1, 1, 1))
    noise = torch.randn(x.shape, generator=rng) * uniform(n, 0.0, 0.03, rng) * chosen(n, 0.2, rng)
    # Noise shrinks less than the picture when light fades; eight bits are all that is left of it.
    return ((x * exposure + noise * exposure.sqrt()).clamp(0, 1) * 255).round() / 255


def blur(x: Tensor, rng: torch.Generator) -> Tensor:
    """A Gaussian of one random width on a quarter of the batch."""
    sigma = float(uniform(1, 0.4, 1.3, rng))
    taps = torch.exp(-0.5 * (torch.arange(-3, 4) / sigma) ** 2)
    taps = taps / taps.sum()
    soft = F.conv2d(F.pad(x, (3, 3, 3, 3), mode="replicate"), taps.reshape(1, 1, 1, 7))
    soft = F.conv2d(soft, taps.reshape(1, 1, 7, 1))
    return torch.where(chosen(len(x), 0.25, rng), soft, x)


def erase(x: Tensor, rng: torch.Generator) -> Tensor:
    """A flat rectangle over part of a quarter of the pictures: hands, hair, glasses (Zhong et al. 2020)."""
    n, size = len(x), x.shape[-1]
    along = torch.arange(size)

    def span() -> Tensor:
        length = torch.rand(n, generator=rng) * 0.35 + 0.1
        start = torch.rand(n, generator=rng) * (1 - length)
        return (along >= (start * size)[:, None]) & (along < ((start + length) * size)[:, None])

    hole = span()[:, None, :, None] & span()[:, None, None, :] & chosen(n, 0.1, rng)
    return torch.where(hole, uniform(n, 0, 1, rng) * x.amax((2, 3), keepdim=True), x)


def augment(pixels: Tensor, rng: torch.Generator) -> Tensor:
    """Bytes [n, 48, 48] to changed pictures [n, 1, 48, 48] in 0..1."""
    x = pixels[:, None].float() / 255
    return erase(light(blur(place(x, rng), rng), rng), rng)
