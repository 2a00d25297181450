"""The same faces under conditions a webcam brings, for the robustness table. Fixed changes, nothing random."""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F


def moved(pixels: np.ndarray, degrees: float = 0.0, shift: float = 0.0) -> np.ndarray:
    """Rolled by `degrees` and shifted right by a share of the side; edges are repeated outwards."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    rows = torch.tensor([[[cos, -sin, -2 * shift], [sin, cos, 0.0]]]).expand(len(pixels), 2, 3)
    x = torch.from_numpy(pixels)[:, None].float()
    grid = F.affine_grid(rows, list(x.shape), align_corners=False)
    return to_bytes(F.grid_sample(x, grid, padding_mode="border", align_corners=False))


def blurred(pixels: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur, sigma in pixels of the 48-pixel face."""
    taps = torch.exp(-0.5 * (torch.arange(-4, 5) / sigma) ** 2)
    taps = taps / taps.sum()
    x = F.pad(torch.from_numpy(pixels)[:, None].float(), (4, 4, 4, 4), mode="replicate")
    return to_bytes(F.conv2d(F.conv2d(x, taps.reshape(1, 1, 1, 9)), taps.reshape(1, 1, 9, 1)))


def to_bytes(x: torch.Tensor) -> np.ndarray:
    """Rounded to eight bits, as a camera would hand it over."""
    return x[:, 0].round().clamp(0, 255).byte().numpy()


def conditions(pixels: np.ndarray) -> dict[str, np.ndarray]:
    """Name of each condition and the changed bytes [n, 48, 48]."""
    return {
        "as it is": pixels,
        "mirrored": np.ascontiguousarray(pixels[..., ::-1]),
        "a quarter of the light": np.round(pixels * 0.25).astype(np.uint8),
        "blurred, sigma 1 pixel": blurred(pixels, 1.0),
        "rolled by 20 degrees": moved(pixels, degrees=20.0),
        "shifted by 15 % of the side": moved(pixels, shift=0.15),
    }
