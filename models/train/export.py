"""From a trained network to `emotion.onnx`: batch norm folded, batch of one, checked against PyTorch."""

from __future__ import annotations

import io
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from contract import OUTPUTS
from metrics import softmax
from net import Blended
from preprocess import SIZE

# Order of the graph's outputs; `Blended.forward` returns them so.
GRAPH_OUTPUTS = ("fer2013", "ferplus", "emotion")
TOLERANCE = 1e-5


def to_onnx(model: Blended) -> bytes:
    """The serialised graph: input `input` [1, 1, 48, 48], outputs `fer2013`, `ferplus`, `emotion` [1, 7] logits each."""
    model = model.cpu().eval()
    if any(isinstance(m, nn.BatchNorm2d) for m in model.modules()):
        raise ValueError("fold the batch norms first: call net.fold_batch_norms()")
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # The TorchScript exporter is deprecated, yet its static graphs are the ones that every runtime we use accepts.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (torch.zeros(1, 1, SIZE, SIZE),),
            buffer,
            input_names=["input"],
            output_names=list(GRAPH_OUTPUTS),
            opset_version=17,
            dynamo=False,
        )
    graph = onnx.load_from_string(buffer.getvalue())
    onnx.checker.check_model(graph, full_check=True)
    return graph.SerializeToString()


def check_against_torch(data: bytes, model: Blended, inputs: np.ndarray) -> float:
    """Largest difference of any probability between onnxruntime and PyTorch on `inputs` [n, 1, 48, 48]; raises above 1e-5.

    Probabilities and not logits, because far from any face logits grow large and with them their rounding errors.
    """
    assert set(GRAPH_OUTPUTS) == set(OUTPUTS)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    worst = 0.0
    for picture in inputs:
        batch = picture[None].astype(np.float32)
        with torch.no_grad():
            expected = model(torch.from_numpy(batch))
        for ours, theirs in zip(session.run(list(GRAPH_OUTPUTS), {"input": batch}), expected, strict=True):
            worst = max(worst, float(np.abs(softmax(ours) - softmax(theirs.numpy())).max()))
    if not worst <= TOLERANCE:
        raise RuntimeError(f"ONNX and PyTorch differ by {worst:.2e}, more than {TOLERANCE:.0e}")
    return worst
