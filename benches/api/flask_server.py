"""A server as emotion projects have it: Flask, OpenCV's Haar cascade, TensorFlow Lite. For comparison only."""

import sys
import threading

import cv2
import numpy
from flask import Flask, jsonify, request

EMOTIONS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]

app = Flask(__name__)
faces = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")


def reader(path):
    from ai_edge_litert.interpreter import Interpreter

    network = Interpreter(model_path=path)
    network.allocate_tensors()
    turn = threading.Lock()
    (given,), (said,) = network.get_input_details(), network.get_output_details()

    def read(face):
        # An interpreter serves one thread at a time.
        with turn:
            return scores_of(face)

    def scores_of(face):
        _, height, width, channels = given["shape"]
        crop = cv2.resize(face, (int(width), int(height))).astype(numpy.float32) / 255
        crop = numpy.repeat(crop[..., None], int(channels), -1)[None]
        network.set_tensor(given["index"], crop)
        network.invoke()
        return network.get_tensor(said["index"])[0]

    return read


haar_scale = float(sys.argv[2])
read = reader(sys.argv[3]) if len(sys.argv) > 3 else None


@app.post("/v1/emotions")
def emotions():
    picture = cv2.imdecode(numpy.frombuffer(request.get_data(), numpy.uint8), cv2.IMREAD_COLOR)
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    found = []
    for x, y, width, height in faces.detectMultiScale(gray, haar_scale, 5):
        face = {"box": {"x": int(x), "y": int(y), "width": int(width), "height": int(height)}}
        if read:
            scores = read(gray[y : y + height, x : x + width])
            face["emotion"] = EMOTIONS[int(numpy.argmax(scores[:7]))]
        found.append(face)
    return jsonify(faces=found)


if __name__ == "__main__":
    app.run("127.0.0.1", int(sys.argv[1]), threaded=True)
