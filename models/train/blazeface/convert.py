"""Makes models/blazeface_short.onnx, models/blazeface_full.onnx, their contracts and golden answers from MediaPipe's files.

    npm pack @mediapipe/face_detection@0.4.1657300184 && tar xzf mediapipe-face_detection-*.tgz
    pip install -r requirements.txt
    python convert.py package

The weights are not changed. The network's input becomes [1, 3, side, side] (channels first), as tract likes it, and pictures are
doubled in size by two matrix products, which tract does sooner than its resizing.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from PIL import Image

MODELS = Path(__file__).resolve().parents[2]
PACKAGE = "npm @mediapipe/face_detection 0.4.1657300184"

# Sums of the originals: another release may be another network.
NETWORKS = {
    "short": (
        "face_detection_short_range.tflite",
        "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
        128,
        ("regressors", "classificators"),
    ),
    "full": (
        "face_detection_full_range.tflite",
        "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
        192,
        ("reshaped_regressor_face_4", "reshaped_classifier_face_4"),
    ),
}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def convert(original, target):
    """Runs tf2onnx, then takes out its remarks, which would differ from machine to machine."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "made.onnx"
        command = [sys.executable, "-m", "tf2onnx.convert", "--tflite", str(original), "--opset", "15"]
        subprocess.run([*command, "--inputs-as-nchw", "input", "--output", str(made)], check=True)
        model = onnx.load(made)
    model.doc_string = ""
    model.graph.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
    target.write_bytes(with_products(model).SerializeToString(deterministic=True))


def doubling(length):
    """[2 * length, length]: linear interpolation between the middles of pixels, the edge repeated beyond it."""
    weights = np.zeros((2 * length, length), np.float32)
    for row in range(2 * length):
        place = (row + 0.5) / 2 - 0.5
        before = int(np.floor(place))
        for pixel, weight in ((before, before + 1 - place), (before + 1, place - before)):
            weights[row, min(max(pixel, 0), length - 1)] += weight
    return weights


def with_products(model):
    """The same model, each Resize replaced by a product from the left and one from the right."""
    shapes = {v.name: v.type.tensor_type.shape.dim for v in onnx.shape_inference.infer_shapes(model).graph.value_info}
    nodes = []
    for node in model.graph.node:
        if node.op_type != "Resize":
            nodes.append(node)
            continue
        small, large = (shapes[name] for name in (node.input[0], node.output[0]))
        length = small[2].dim_value
        assert [d.dim_value for d in (*small[2:], *large[2:])] == [length, length, 2 * length, 2 * length]
        rows, columns, wide = (f"{node.name}:{part}" for part in ("rows", "columns", "wide"))
        for name, weights in ((rows, doubling(length)), (columns, doubling(length).T)):
            model.graph.initializer.append(onnx.numpy_helper.from_array(np.ascontiguousarray(weights), name))
        nodes.append(onnx.helper.make_node("MatMul", [node.input[0], columns], [wide], wide))
        nodes.append(onnx.helper.make_node("MatMul", [rows, wide], list(node.output), node.name))
    used = {name for node in nodes for name in node.input}
    constants = [constant for constant in model.graph.initializer if constant.name in used]
    for field, content in ((model.graph.node, nodes), (model.graph.initializer, constants)):
        del field[:]
        field.extend(content)
    return model


def contract(name, original, target):
    lines = [
        f'name = "blazeface-{name}"',
        f'file = "{target.name}"',
        f'sha256 = "{sha256(target)}"',
        f'package = "{PACKAGE}"',
        f'original = "{original.name}"',
        f'original_sha256 = "{sha256(original)}"',
        'licence = "Apache-2.0"',
    ]
    target.with_suffix(".toml").write_text("\n".join(lines) + "\n")


def letterboxed(picture, side):
    """[1, 3, side, side] from -1 to 1; the picture in the middle, black beside it."""
    scale = side / max(picture.size)
    small = picture.resize([round(length * scale) for length in picture.size], Image.BILINEAR)
    canvas = Image.new("RGB", (side, side))
    canvas.paste(small, ((side - small.width) // 2, (side - small.height) // 2))
    return (np.asarray(canvas, np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]


def golden(target, side, outputs):
    """What the surest anchor says about the portrait, in pixels of the canvas."""
    with Image.open(MODELS / "golden" / "astronaut.png") as picture:
        values = letterboxed(picture.convert("RGB"), side)
    session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    numbers, scores = session.run(list(outputs), {"input": values})
    best = int(scores[0, :, 0].argmax())
    return {"anchor": best, "logit": float(scores[0, best, 0]), "numbers": [float(n) for n in numbers[0, best]]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    package = parser.parse_args().package
    answers = {}
    for name, (file, expected, side, outputs) in NETWORKS.items():
        original = package / file
        if sha256(original) != expected:
            sys.exit(f"{original} is not the file of {PACKAGE}")
        target = MODELS / f"blazeface_{name}.onnx"
        convert(original, target)
        contract(name, original, target)
        answers[name] = golden(target, side, outputs)
    (MODELS / "golden" / "blazeface.json").write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    main()
