// Draws what was read: boxes on the picture, the sentence, the bars, the point on the plane.

const EMOTIONS = ["happy", "surprise", "neutral", "sad", "angry", "fear", "disgust"];
const at = (id) => document.getElementById(id);

export const percent = (share) => `${Math.round(share * 100)} %`;

/// The quarter of the plane in a word.
export function quarter(valence, arousal) {
  if (valence >= 0) return arousal >= 0 ? "lively" : "calm";
  return arousal >= 0 ? "tense" : "sad";
}

/// Puts boxes over the picture. `shown` is the element that shows it with object-fit: contain.
export function drawBoxes(answer, shown, mirrored) {
  const { clientWidth: width, clientHeight: height } = shown;
  const scale = Math.min(width / answer.width, height / answer.height);
  const [left, top] = [(width - answer.width * scale) / 2, (height - answer.height * scale) / 2];
  const boxes = answer.faces.map((face) => {
    const { x, y, width: w, height: h } = face.box;
    const box = document.createElement("div");
    box.className = y + h > answer.height * 0.85 ? "box low" : "box";
    box.style.left = `${left + (mirrored ? answer.width - x - w : x) * scale}px`;
    box.style.top = `${top + y * scale}px`;
    box.style.width = `${w * scale}px`;
    box.style.height = `${h * scale}px`;
    const label = document.createElement("span");
    label.textContent = `${face.emotion} ${percent(face.scores[face.emotion])}`;
    box.append(label);
    return box;
  });
  at("boxes").replaceChildren(...boxes);
}

export const clearBoxes = () => at("boxes").replaceChildren();

/// The sentence, bars and plane for the surest face; `null` for no answer yet.
export function drawReading(answer) {
  const face = answer?.faces[0];
  at("look").textContent = sentence(answer);
  at("scores").replaceChildren(...(face ? bars(face) : []));
  drawPlane(face);
}

function sentence(answer) {
  if (!answer) return "No picture yet.";
  const [face, ...others] = answer.faces;
  if (!face) return "No face found.";
  const look = `Looks ${face.emotion} (${percent(face.scores[face.emotion])})`;
  return others.length ? `${look}, and ${others.length} more` : look;
}

function bars(face) {
  const order = [...EMOTIONS].sort((a, b) => face.scores[b] - face.scores[a]);
  return order.map((emotion, place) => {
    const row = document.createElement("li");
    if (place === 0) row.className = "top";
    const [name, bar, share] = ["span", "meter", "span"].map((tag) => document.createElement(tag));
    name.textContent = emotion;
    bar.value = face.scores[emotion];
    bar.setAttribute("aria-label", emotion);
    share.className = "num";
    share.textContent = percent(face.scores[emotion]);
    row.append(name, bar, share);
    return row;
  });
}

const SVG = "http://www.w3.org/2000/svg";
function shape(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

function drawPlane(face) {
  const parts = [
    shape("path", { d: "M150 10V160M10 85H290" }),
    shape("text", { x: 12, y: 22 }, "tense"), shape("text", { x: 288, y: 22, "text-anchor": "end" }, "lively"),
    shape("text", { x: 12, y: 160 }, "sad"), shape("text", { x: 288, y: 160, "text-anchor": "end" }, "calm"),
  ];
  if (face) {
    const place = { cx: 150 + face.valence * 136, cy: 85 - face.arousal * 74 };
    parts.push(shape("circle", { ...place, r: 15, class: "halo" }), shape("circle", { ...place, r: 7 }));
  }
  at("plane").replaceChildren(...parts);
  const where = face ? `In the ${quarter(face.valence, face.arousal)} quarter: valence ${face.valence.toFixed(2)}, arousal ${face.arousal.toFixed(2)}` : "No mood yet";
  at("plane").setAttribute("aria-label", where);
}
