// The way to Mien's API. The token lives in this tab's session storage and goes out in a header, never in a cookie or link.

const KEY = "mien-token";
let token = null;
try { token = sessionStorage.getItem(KEY); } catch { /* Storage is switched off: the token lasts until a reload. */ }

export const hasToken = () => token !== null;

function keep(value) {
  token = value;
  try { value === null ? sessionStorage.removeItem(KEY) : sessionStorage.setItem(KEY, value); } catch { /* as above */ }
}

export class ApiError extends Error {
  constructor(status, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

async function request(path, options = {}) {
  const headers = new Headers(options.headers);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  let response;
  try {
    response = await fetch(path, { ...options, headers, cache: "no-cache" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "Mien does not answer. Is it still running?");
  }
  if (response.ok) return response;
  if (response.status === 401 && token) keep(null);
  let detail = `Mien answered ${response.status}.`;
  try { detail = (await response.json()).detail ?? detail; } catch { /* not a problem document */ }
  throw new ApiError(response.status, detail, Number(response.headers.get("Retry-After")) || 0);
}

const json = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/// Faces of a picture.
export async function emotions(picture, signal) {
  const type = ["image/jpeg", "image/png", "image/webp"].includes(picture.type) ? picture.type : "application/octet-stream";
  return (await request("/v1/emotions", { method: "POST", headers: { "Content-Type": type }, body: picture, signal })).json();
}

export const recommendations = async (wanted, signal) =>
  (await request("/v1/recommendations", { ...json(wanted), signal })).json();

export const player = (what, body) => request(`/v1/player/${what}`, body ? json(body) : { method: "POST" });

export const previewLink = async (id) => (await request(`/v1/tracks/${id}/preview`, { method: "POST" })).json();

export const feedback = async (id, body) => (await request(`/v1/tracks/${id}/feedback`, json(body))).json();

/// Takes the code out of the address and trades it for the token. True when there is a token in the end.
export async function pair() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code) {
    history.replaceState(null, "", location.pathname);
    try {
      keep((await (await request("/v1/pairing", json({ code }))).json()).token);
    } catch (error) {
      if (!token) throw error;
    }
  }
  return token !== null;
}

/// Tries a token that the user typed.
export async function useToken(value) {
  keep(value.trim());
  await request("/v1/state");
}

/// Calls `heard(name, data)` for each live event; comes back by itself when the connection breaks. Ends without a token.
export async function listen(heard, lost) {
  for (let pause = 500; token; pause = Math.min(pause * 2, 15000)) {
    try {
      const response = await request("/v1/events");
      pause = 500;
      await read(response.body, heard);
    } catch (error) {
      if (error.status === 401) break;
    }
    if (!token) break;
    lost();
    await new Promise((wake) => setTimeout(wake, pause));
  }
  lost();
}

async function read(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const field = (name) => event.split("\n").filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).trimStart()).join("\n");
      if (field("event")) heard(field("event"), JSON.parse(field("data")));
    }
  }
}
