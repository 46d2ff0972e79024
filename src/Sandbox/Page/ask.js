// Asks the sandbox. A part that is not there (404) is null, and is not asked again for a while; no answer at all is an error.

const gone = new Map();
const last = new Map();

/** The answer's JSON: the very same object as before when nothing has changed. */
export async function get(url) {
  if (gone.get(url) > Date.now()) return null;
  const answer = await fetch(url, { cache: "no-store" });
  if (answer.status === 404) {
    gone.set(url, Date.now() + 5000);
    return null;
  }
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const text = await answer.text();
  if (last.get(url)?.text !== text) last.set(url, { text, json: JSON.parse(text) });
  return last.get(url).json;
}

export async function send(method, url, body) {
  const answer = await fetch(url, body === undefined
    ? { method }
    : { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error((await answer.json().catch(() => null))?.detail ?? `${url}: ${answer.status}`);
}

export const post = (url, body) => send("POST", url, body);
