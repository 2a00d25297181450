// Ties the page together: a picture or the camera gives a face, a face gives a mood, a mood gives music.

import { emotions, pair, useToken } from "./api.js";
import { Camera } from "./camera.js";
import { clearBoxes, drawBoxes, drawReading } from "./faces.js";
import { recommend } from "./music.js";
import { startPlayer } from "./player.js";

const at = (id) => document.getElementById(id);
/// How far the live mood must move on the plane before the list is made anew.
const STEP = 0.15;

let answer = null;
let link = null;
let asked = new AbortController();
let last = null;

const camera = new Camera(at("video"), (seen) => show(seen, at("video")), tell);

function tell(error) {
  at("face-error").hidden = !error;
  at("face-error").textContent = error?.message ?? "";
}

function show(seen, element) {
  answer = seen;
  tell(null);
  drawBoxes(seen, element, element === at("video"));
  drawReading(seen);
  suggest();
}

/// Asks for music when the mood, or what is wanted with it, has changed.
function suggest() {
  const mode = document.querySelector("[name=mode]:checked").value;
  const chosen = at("emotion").value;
  const face = answer?.faces[0];
  if (!chosen && !face) return;
  const wanted = chosen ? { emotion: chosen, mode } : { valence: face.valence, arousal: face.arousal, mode };
  const same = last && last.mode === mode && last.emotion === wanted.emotion &&
    (chosen || Math.hypot(last.valence - wanted.valence, last.arousal - wanted.arousal) < STEP);
  if (same) return;
  last = wanted;
  recommend(wanted);
}

function clear() {
  asked.abort();
  camera.stop();
  if (link) URL.revokeObjectURL(link);
  link = answer = null;
  clearBoxes();
  drawReading(null);
  tell(null);
  stage("empty");
}

function stage(what) {
  at("video").hidden = at("lamp").hidden = what !== "camera";
  at("picture").hidden = what !== "picture";
  at("invite").hidden = what !== "empty";
  at("clear").hidden = what === "empty";
  at("camera").setAttribute("aria-pressed", String(what === "camera"));
  at("camera").textContent = what === "camera" ? "Stop the camera" : "Use the camera";
}

async function look(file) {
  clear();
  asked = new AbortController();
  link = URL.createObjectURL(file);
  at("picture").src = link;
  stage("picture");
  at("look").textContent = "Looking…";
  try {
    const [seen] = await Promise.all([emotions(file, asked.signal), at("picture").decode().catch(() => {})]);
    show(seen, at("picture"));
  } catch (error) {
    if (error.name === "AbortError") return;
    drawReading(null);
    tell(error);
  }
}

at("choose").onclick = () => at("file").click();
at("file").onchange = () => { if (at("file").files[0]) look(at("file").files[0]); at("file").value = ""; };
at("clear").onclick = clear;
at("camera").onclick = async () => {
  if (camera.isOn) return clear();
  clear();
  at("look").textContent = "Waiting for the camera…";
  stage("camera");
  try { await camera.start(); } catch (error) { clear(); tell(error); }
};

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => { event.preventDefault(); at("stage").classList.add("over"); });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) at("stage").classList.remove("over"); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  at("stage").classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (file) look(file);
});
document.addEventListener("paste", (event) => { const [file] = event.clipboardData.files; if (file) look(file); });
new ResizeObserver(() => {
  if (answer) drawBoxes(answer, camera.isOn ? at("video") : at("picture"), camera.isOn);
}).observe(at("stage"));

at("steer").onsubmit = (event) => event.preventDefault();
at("steer").onchange = () => { last = null; suggest(); };

function connected() {
  at("pair").hidden = true;
  last = null;
  suggest();
  startPlayer();
}

at("pair-form").onsubmit = async (event) => {
  event.preventDefault();
  try { await useToken(at("token").value); at("token").value = ""; connected(); } catch (error) {
    at("pair-error").hidden = false;
    at("pair-error").textContent = error.status === 401 ? "This is not the token." : error.message;
  }
};

drawReading(null);
pair().then((paired) => { if (paired) connected(); }, (error) => {
  at("pair-error").hidden = false;
  at("pair-error").textContent = error.message;
});
