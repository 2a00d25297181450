// The player at the bottom: shows what Mien plays, live, and controls it.

import { hasToken, listen, player } from "./api.js";
import { percent } from "./faces.js";
import { clock, showQueue } from "./music.js";

const at = (id) => document.getElementById(id);
const ICONS = { play: "M8 5l11 7-11 7z", pause: "M9 5v14M15 5v14" };
let state = "stopped";
let held = null;

/// Starts to listen and shows the player for as long as there is a connection.
export function startPlayer() {
  for (const what of ["previous", "next"]) at(what).onclick = () => player(what);
  at("play").onclick = () => player(state === "playing" ? "pause" : "play");
  slide("seek", (position) => player("seek", { position }));
  slide("volume", (volume) => player("volume", { volume }));
  listen(heard, () => {
    at("player").hidden = at("live").hidden = true;
    at("pair").hidden = hasToken();
  });
}

/// A slider sends when it is let go, and does not jump while it is held.
function slide(id, send) {
  const slider = at(id);
  slider.oninput = () => { held = id; };
  slider.onchange = () => { held = null; send(Number(slider.value)); };
}

function heard(name, data) {
  at("player").hidden = at("live").hidden = false;
  at("pair").hidden = true;
  const show = {
    playback: showPlayback,
    position: showPosition,
    volume: (volume) => { if (held !== "volume") at("volume").value = volume; },
    queue: showQueue,
    mood: (mood) => { at("live-mood").textContent = mood ? `Mien sees: ${mood.emotion} (${percent(mood.confidence)})` : "Mien sees no mood right now"; },
  }[name];
  show?.(data);
}

function showPlayback(playback) {
  state = playback.state;
  const { track } = playback;
  at("now-title").textContent = track?.title ?? "Nothing plays";
  at("now-artist").textContent = track?.artist ?? "";
  at("now-reason").textContent = playback.reason ?? "";
  at("seek").disabled = !track;
  at("seek").max = track?.length ?? 1;
  at("length").textContent = clock(track?.length ?? 0);
  at("play").setAttribute("aria-label", state === "playing" ? "Pause" : "Play");
  at("play-icon").setAttribute("d", state === "playing" ? ICONS.pause : ICONS.play);
}

function showPosition(position) {
  if (held !== "seek") at("seek").value = position;
  at("elapsed").textContent = clock(position);
  at("seek").setAttribute("aria-valuetext", `${clock(position)} of ${at("length").textContent}`);
}
