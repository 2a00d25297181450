"""Make the pictures that the golden outputs are computed on. Run once; its results are committed in `models/golden/`.

`python golden_inputs.py --astronaut skimage/data/astronaut.png --out ../golden`, the picture from PyPI's scikit-image
(NASA portrait of Eileen Collins, public domain). The patterns are drawn here.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from preprocess import SIZE, gray8


def drawn_face(mouth: str, skin: int, ink: int) -> np.ndarray:
    """A gray cartoon face; `mouth` is smile, frown or gasp."""
    big = Image.new("L", (SIZE * 4, SIZE * 4), 40)
    pen = ImageDraw.Draw(big)
    pen.ellipse((16, 4, 176, 188), fill=skin)
    for x in (64, 128):
        pen.ellipse((x - 14, 66, x + 14, 84), fill=min(255, skin + 40))
        pen.ellipse((x - 6, 69, x + 6, 81), fill=ink)
        pen.line((x - 18, 54, x + 18, 54), fill=ink, width=6)
    pen.line((96, 84, 90, 116, 100, 118), fill=ink, width=4)
    if mouth == "smile":
        pen.chord((58, 104, 134, 166), 10, 170, fill=ink)
    elif mouth == "frown":
        pen.arc((62, 134, 130, 180), 190, 350, fill=ink, width=8)
    else:
        pen.ellipse((78, 128, 114, 170), fill=ink)
    return np.asarray(big.resize((SIZE, SIZE), Image.Resampling.BILINEAR))


def patterns() -> dict[str, np.ndarray]:
    """The generated 48x48 gray pictures by file name."""
    ramp = np.linspace(0, 255, SIZE)
    noise = np.random.default_rng(2026).integers(0, 256, (SIZE, SIZE), dtype=np.uint8)
    return {
        "black.png": np.zeros((SIZE, SIZE), np.uint8),
        "gradient.png": np.round((ramp[None, :] + ramp[:, None]) / 2).astype(np.uint8),
        "noise.png": noise,
        "smile.png": drawn_face("smile", 190, 40),
        "frown.png": drawn_face("frown", 150, 20),
        "gasp.png": drawn_face("gasp", 70, 55),
    }


def astronaut(picture: Image.Image) -> dict[str, Image.Image]:
    """The head in colour at full size, in gray at half size, and the face at thumbnail size."""
    head = picture.convert("RGB").crop((96, 0, 352, 256))
    half = gray8(np.asarray(head.resize((128, 128), Image.Resampling.LANCZOS)))
    face = head.crop((80, 60, 176, 156)).resize((36, 36), Image.Resampling.LANCZOS)
    return {"astronaut.png": head, "astronaut_gray.png": Image.fromarray(half), "astronaut_small.png": face}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--astronaut", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name, pixels in patterns().items():
        Image.fromarray(pixels).save(args.out / name, optimize=True)
    with Image.open(args.astronaut) as picture:
        for name, cut in astronaut(picture).items():
            cut.save(args.out / name, optimize=True)


if __name__ == "__main__":
    main()
