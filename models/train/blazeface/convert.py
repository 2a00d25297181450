"""Makes models/blazeface_short.onnx, models/blazeface_full.onnx, their contracts and golden answers from MediaPipe's files.

    npm pack @mediapipe/face_detection@0.4.1657300184 && tar xzf mediapipe-face_detection-*.tgz
    pip install -r requirements.txt
    python convert.py package

The weights are not changed; what tract does slowly is written in another way. The input is not the picture but what the first
convolution, whose stride is two, sees at each of its places: [1, channels * window * window, rows / 2, columns / 2], so that a
product with its weights is left of it. Pictures are doubled in size by a transposed convolution, and halved by taking the largest
of two rows, then of two columns. Rows and columns of the picture are left open, multiples of 16: where the network halves an
odd number of them, nothing is added beyond the lower and the right edge, and taken away again when it doubles them.
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
    window = take_patches(model)
    double_by_convolution(model)
    halve(model)
    cut_what_was_added(model)
    leave_size_open(model)
    target.write_bytes(model.SerializeToString(deterministic=True))
    return window


def add_constant(model, name, values):
    model.graph.initializer.append(onnx.numpy_helper.from_array(np.ascontiguousarray(values), name))
    return name


def replace_nodes(model, nodes):
    """With these nodes, and without constants that are of no use to them."""
    used = {name for node in nodes for name in node.input}
    constants = [constant for constant in model.graph.initializer if constant.name in used]
    for field, content in ((model.graph.node, nodes), (model.graph.initializer, constants)):
        del field[:]
        field.extend(content)


def take_patches(model):
    """The first convolution becomes a product; gives its window: pixels along a side, and how many lie before the place."""
    first, *others = model.graph.node
    attributes = {a.name: onnx.helper.get_attribute_value(a) for a in first.attribute}
    constants = {c.name: onnx.numpy_helper.to_array(c) for c in model.graph.initializer}
    weights = constants[first.input[1]]
    filters, channels, side, _ = weights.shape
    assert first.op_type == "Conv" and attributes["strides"] == [2, 2] and attributes["group"] == 1
    before = attributes["pads"][0]
    assert attributes["pads"] == [before, before, side - 2 - before, side - 2 - before]
    product = weights.reshape(filters, channels * side * side, 1, 1)
    inputs = [first.input[0], add_constant(model, f"{first.name}:product", product), first.input[2]]
    replace_nodes(model, [onnx.helper.make_node("Conv", inputs, list(first.output), first.name), *others])
    model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = channels * side * side
    return side, before


def leave_size_open(model):
    for port, axes in ((model.graph.input[0], (2, 3)), *((output, (1,)) for output in model.graph.output)):
        for axis in axes:
            port.type.tensor_type.shape.dim[axis].Clear()
    del model.graph.value_info[:]


def double_by_convolution(model):
    """Each Resize becomes a transposed convolution of every channel with the weights of linear interpolation between the middles
    of pixels; the edge is repeated beyond it."""
    shapes = {v.name: v.type.tensor_type.shape.dim for v in onnx.shape_inference.infer_shapes(model).graph.value_info}
    nodes = []
    for node in model.graph.node:
        if node.op_type != "Resize":
            nodes.append(node)
            continue
        small, large = ([d.dim_value for d in shapes[name]] for name in (node.input[0], node.output[0]))
        assert large == [*small[:2], 2 * small[2], 2 * small[3]]
        weights = np.outer(*2 * [np.array([0.25, 0.75, 0.75, 0.25], np.float32)])
        weights = add_constant(model, f"{node.name}:weights", np.tile(weights, (small[1], 1, 1, 1)))
        around = add_constant(model, f"{node.name}:around", np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64))
        wide = f"{node.name}:wide"
        nodes.append(onnx.helper.make_node("Pad", [node.input[0], around], [wide], wide, mode="edge"))
        how = {"group": small[1], "strides": [2, 2], "kernel_shape": [4, 4], "pads": [3, 3, 3, 3]}
        nodes.append(onnx.helper.make_node("ConvTranspose", [wide, weights], list(node.output), node.name, **how))
    replace_nodes(model, nodes)


def halve(model):
    """Each MaxPool becomes one of rows and one of columns; it and convolutions with a stride of two round up."""
    nodes = []
    for node in model.graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "MaxPool":
            assert attributes["kernel_shape"] == attributes["strides"] == [2, 2]
            rows = f"{node.name}:rows"
            down = {"kernel_shape": [2, 1], "strides": [2, 1], "pads": [0, 0, 1, 0]}
            across = {"kernel_shape": [1, 2], "strides": [1, 2], "pads": [0, 0, 0, 1]}
            nodes.append(onnx.helper.make_node("MaxPool", [node.input[0]], [rows], rows, **down))
            nodes.append(onnx.helper.make_node("MaxPool", [rows], list(node.output), node.name, **across))
            continue
        if node.op_type == "Conv" and attributes.get("strides") == [2, 2]:
            assert attributes["kernel_shape"] == [3, 3] and attributes["pads"] == [0, 0, 1, 1]
            pads = next(a for a in node.attribute if a.name == "pads")
            pads.ints[:] = [0, 0, 2, 2]
        nodes.append(node)
    replace_nodes(model, nodes)


def cut_what_was_added(model):
    """Before a doubled picture is added to one of the size that was halved, it gets that size."""
    doubled = {node.output[0] for node in model.graph.node if node.op_type == "ConvTranspose"}
    numbers = {"rows": 2, "end": 4, "first": 0, "axes": [2, 3], "corner": [0, 0]}
    nodes = []
    for node in model.graph.node:
        if node.op_type == "Add" and node.input[1] in doubled:
            other, large = node.input
            constant = {
                name: add_constant(model, f"{large}:{name}", np.array(np.atleast_1d(value), np.int64)) for name, value in numbers.items()
            }
            shape, size, cut = (f"{large}:{part}" for part in ("shape", "size", "cut"))
            nodes.append(onnx.helper.make_node("Shape", [other], [shape], shape))
            nodes.append(onnx.helper.make_node("Slice", [shape, constant["rows"], constant["end"], constant["first"]], [size], size))
            nodes.append(onnx.helper.make_node("Slice", [large, constant["corner"], size, constant["axes"]], [cut], cut))
            node.input[1] = cut
        nodes.append(node)
    replace_nodes(model, nodes)


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


def patches(values, window):
    """[1, 3 * side * side, rows / 2, columns / 2]: each pixel of the window at every second pixel; beyond the edges 0."""
    side, before = window
    rows, columns = values.shape[2:]
    around = np.pad(values[0], ((0, 0), (before, side), (before, side)))
    seen = [
        around[channel, row : row + rows : 2, column : column + columns : 2]
        for channel in range(3)
        for row in range(side)
        for column in range(side)
    ]
    return np.stack(seen)[None]


def golden(target, side, window, outputs):
    """What the surest anchor says about the portrait, in pixels of the canvas."""
    with Image.open(MODELS / "golden" / "astronaut.png") as picture:
        values = letterboxed(picture.convert("RGB"), side)
    session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    numbers, scores = session.run(list(outputs), {"input": patches(values, window)})
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
        window = convert(original, target)
        contract(name, original, target)
        answers[name] = golden(target, side, window, outputs)
    (MODELS / "golden" / "blazeface.json").write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    main()
