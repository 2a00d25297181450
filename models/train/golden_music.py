"""What librosa and onnxruntime say of a made-up sound, for the program to agree with: writes `golden/musicnn.json`.

The sound is a formula, so that nothing has to be shipped: see `sound`.
"""

from __future__ import annotations

import json
from pathlib import Path

import librosa
import numpy as np
import onnxruntime

RATE, WINDOW, HOP, FRAMES, BANDS = 16_000, 512, 256, 187, 96
SAMPLES = (FRAMES - 1) * HOP + WINDOW


def sound() -> np.ndarray:
    """Two tones, one of them swelling three times a second, and noise of a linear congruential generator."""
    t = np.arange(SAMPLES) / RATE
    state, noise = 1, np.zeros(SAMPLES)
    for i in range(SAMPLES):
        state = (state * 1_664_525 + 1_013_904_223) % 2**32
        noise[i] = state / 2**32 - 0.5
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * t)
    return 0.3 * np.sin(2 * np.pi * 220 * t) + 0.2 * swell * np.sin(2 * np.pi * 1234.5 * t) + 0.1 * noise


def main() -> None:
    """Write the golden values."""
    models = Path(__file__).parent.parent
    spectrum = np.abs(librosa.stft(sound(), n_fft=WINDOW, hop_length=HOP, center=False)) ** 2
    power = (librosa.filters.mel(sr=RATE, n_fft=WINDOW, n_mels=BANDS) @ spectrum).T
    mel = np.log10(10_000 * power + 1).astype(np.float32)
    session = onnxruntime.InferenceSession(str(models / "musicnn.onnx"))
    embedding, pooled = session.run(["embedding", "pooled"], {"mel": mel[None, None]})
    document = {
        "frames": {str(frame): [round(float(v), 5) for v in mel[frame]] for frame in (0, 93, 186)},
        "embedding": [round(float(v), 5) for v in embedding[0]],
        "pooled": [round(float(v), 5) for v in pooled[0]],
    }
    (models / "golden" / "musicnn.json").write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
