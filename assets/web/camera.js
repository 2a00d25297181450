// The browser's camera: frames go to this Mien, one at a time, and nowhere else.

import { emotions } from "./api.js";

/// The longer side of the frames that are sent. Faces are found well at this size, and it keeps up.
const SIDE = 640;
/// The least time between two frames, in milliseconds.
const PACE = 100;

export class Camera {
  #video;
  #heard;
  #canvas = document.createElement("canvas");
  #stream = null;
  #stop = null;

  /// `heard(answer)` for each frame that was read, `failed(error)` when one was not.
  constructor(video, heard, failed) {
    this.#video = video;
    this.#heard = heard;
    this.failed = failed;
  }

  get isOn() { return this.#stream !== null; }

  /// Asks for the camera and starts. Throws a sentence when there is none.
  async start() {
    if (!navigator.mediaDevices) throw new Error("This browser gives the camera to pages on this machine or over HTTPS only.");
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "user" } });
    } catch (error) {
      throw new Error({
        NotAllowedError: "The camera was not allowed. You can allow it in the browser's address bar.",
        NotFoundError: "No camera was found.",
        NotReadableError: "The camera is in use by another program.",
      }[error.name] ?? "The camera could not be opened.");
    }
    this.#stream.getVideoTracks()[0].addEventListener("ended", () => { this.stop(); this.failed(new Error("The camera was unplugged.")); });
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    this.#stop = new AbortController();
    this.#run(this.#stop.signal);
  }

  stop() {
    this.#stop?.abort();
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
  }

  async #run(signal) {
    while (!signal.aborted) {
      const began = performance.now();
      try {
        if (!document.hidden && this.#video.videoWidth) {
          const answer = await emotions(await this.#frame(), signal);
          if (!signal.aborted) this.#heard(answer);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error.status === 503) await pause(1000 * (error.retryAfter || 1));
        else { this.failed(error); await pause(2000); }
      }
      await pause(Math.max(0, PACE - (performance.now() - began)));
    }
  }

  #frame() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const scale = Math.min(1, SIDE / Math.max(width, height));
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    this.#canvas.getContext("2d").drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    return new Promise((done, failed) => this.#canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The camera's picture could not be read."))), "image/jpeg", 0.9));
  }
}

const pause = (time) => new Promise((wake) => setTimeout(wake, time));
