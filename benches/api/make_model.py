#!/usr/bin/env python3
"""A TensorFlow Lite network of the shape that projects for FER2013 use, for `compare.py --emotion-model`.

    python3 -m venv target/tf && target/tf/bin/pip install tensorflow-cpu
    target/tf/bin/python benches/api/make_model.py target/bench/emotion.tflite

Four convolutions on 48 by 48 gray pixels, then 1024 units. Its weights are random, which costs the same time as trained ones.
"""

import pathlib
import sys

from tensorflow import keras, lite


def network():
    layers = keras.layers
    return keras.Sequential([
        keras.Input((48, 48, 1), batch_size=1),
        layers.Conv2D(32, 3, activation="relu"),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(128, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(128, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(1024, activation="relu"),
        layers.Dense(7, activation="softmax"),
    ])  # fmt: skip


if __name__ == "__main__":
    keras.utils.set_random_seed(1)
    pathlib.Path(sys.argv[1]).write_bytes(lite.TFLiteConverter.from_keras_model(network()).convert())
