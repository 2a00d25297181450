// Lists of tracks: what would fit the mood, and what Mien plays next.

import { hasToken, player, previewLink, recommendations } from "./api.js";
import { quarter } from "./faces.js";

const at = (id) => document.getElementById(id);
let asked = new AbortController();
let playing = null;

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/// Asks for tracks and shows them. A newer question takes the place of an older one.
export async function recommend(wanted) {
  asked.abort();
  asked = new AbortController();
  try {
    const { tracks } = await recommendations({ ...wanted, limit: 8 }, asked.signal);
    at("tracks").replaceChildren(...tracks.map((track, place) => row(track, place, true)));
    at("music-note").textContent = tracks.length ? "" : "The library is empty. Add music with: mien import FOLDER";
    tell(null);
  } catch (error) {
    if (error.name !== "AbortError") tell(error);
  }
}

export function showQueue(queue) {
  at("queue").replaceChildren(...queue.slice(0, 8).map((track, place) => row(track, place, false)));
}

function row(track, place, buttons) {
  const item = document.createElement("li");
  const [number, names, why, length, controls] = ["span", "div", "span", "span", "div"].map((tag) => document.createElement(tag));
  number.className = "num";
  number.textContent = place + 1;
  names.className = "title";
  names.title = track.title;
  if (track.valence !== undefined) {
    const dot = document.createElement("span");
    dot.className = `dot ${quarter(track.valence, track.arousal)}`;
    names.append(dot);
  }
  const artist = document.createElement("small");
  artist.textContent = track.artist ?? "Unknown artist";
  names.append(track.title, artist);
  why.className = "why";
  why.textContent = track.reason;
  length.className = "num len";
  length.textContent = clock(track.length);
  controls.className = "row";
  if (buttons && hasToken()) {
    controls.append(
      button("Preview", `Preview ${track.title}`, (pressed) => preview(track, pressed)),
      button("Play", `Play ${track.title} in Mien`, () => player("play", { track: track.id })),
    );
  }
  item.append(number, names, why, length, controls);
  return item;
}

function button(text, name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "raised";
  made.textContent = text;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", async () => {
    try { await act(made); tell(null); } catch (error) { tell(error); }
  });
  return made;
}

async function preview(track, pressed) {
  const sound = at("preview");
  const same = playing?.pressed === pressed;
  silence();
  if (same) return;
  playing = { pressed };
  pressed.setAttribute("aria-pressed", "true");
  pressed.textContent = "Stop";
  const { url } = await previewLink(track.id);
  sound.src = url;
  sound.onended = silence;
  try {
    await sound.play();
  } catch (error) {
    silence();
    if (error.name !== "AbortError") throw new Error("This browser cannot play the file's format.");
  }
}

function silence() {
  const sound = at("preview");
  sound.pause();
  if (!playing) return;
  playing.pressed.removeAttribute("aria-pressed");
  playing.pressed.textContent = "Preview";
  playing = null;
}

function tell(error) {
  at("music-error").hidden = !error;
  at("music-error").textContent = error?.message ?? "";
}
