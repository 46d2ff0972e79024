// Asks for the state once a second and changes only what differs, so that an open payload, a selection and the focus stay where they are.

const $ = id => document.getElementById(id);
const lists = new Map();
let quietUntil = 0; // a failure stays readable for a while

function say(text, bad) {
  setText($("beat"), text);
  $("beat").classList.toggle("lost", bad);
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function pill(node, text, kind) {
  setText(node, text);
  node.className = `pill ${kind}`;
}

function button(text, act, className = "") {
  const node = element("button", className, text);
  node.type = "button";
  node.addEventListener("click", async () => {
    node.disabled = true;
    try {
      await act(node);
      await refresh();
    } catch (error) {
      say(`That did not work. ${error.message}`, true);
      quietUntil = Date.now() + 5000;
    } finally {
      node.disabled = node.dataset.off === "1";
    }
  });
  return node;
}

/** A row: name and small print on the left, the rest on the right; the parts are kept in `row.parts` for the next update. */
function row() {
  const li = element("li");
  const what = element("div", "what");
  const parts = { name: element("div", "name"), more: element("div", "more"), acts: element("div", "acts") };
  what.append(parts.name, parts.more);
  li.append(what, parts.acts);
  li.parts = parts;
  return li;
}

/** Brings the list `name` in step with `items`: rows are made once per key and updated in place. */
function show(name, items, key, make, update) {
  const list = $(name);
  const known = lists.get(name) ?? new Map();
  const wanted = new Map(items.map(item => [key(item), known.get(key(item)) ?? make(item)]));
  for (const [id, li] of known) if (!wanted.has(id)) li.remove();
  items.forEach((item, i) => {
    const li = wanted.get(key(item));
    li.item = item;
    update(li, item);
    if (list.children[i] !== li) list.insertBefore(li, list.children[i] ?? null);
  });
  lists.set(name, wanted);
  $(`e-${name}`).hidden = items.length > 0;
  setText($(`n-${name}`), items.length ? String(items.length) : "");
}

function ago(time) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  return new Date(time).toLocaleString();
}

function inTime(time) {
  const seconds = Math.round((Date.parse(time) - Date.now()) / 1000);
  return seconds < 0 ? "expired" : seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

async function post(url, body) {
  const answer = await fetch(url, body === undefined
    ? { method: "POST" }
    : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
}

async function copy(node, text) {
  await navigator.clipboard.writeText(text);
  node.textContent = "Copied";
  setTimeout(() => { node.textContent = "Copy"; }, 1200);
}

function watch(playbackId) {
  const picture = $("picture");
  $("watch-note").hidden = true;
  picture.src = `/sandbox/mux/watch/${playbackId}`;
  $("watch").showModal();
  picture.play().catch(() => { $("watch-note").hidden = false; });
}

function showStreams(streams) {
  show("streams", streams, x => x.id, item => {
    const li = row();
    li.dataset.stream = item.id;
    const { parts } = li;
    parts.status = element("span", "pill");
    parts.key = element("span", "mono");
    parts.reveal = button("Show key", () => { li.shown = !li.shown; }, "plain");
    parts.id = element("span");
    parts.more.append(parts.id, " · key ", parts.key, parts.reveal);
    parts.watch = button("Preview", () => watch(li.item.playbackId));
    parts.encoder = button("", () => post(`/sandbox/mux/live-streams/${li.item.id}/encoder`, { on: !li.item.connected }));
    parts.acts.append(parts.status, parts.watch, parts.encoder);
    return li;
  }, ({ parts, shown }, item) => {
    setText(parts.name, item.passthrough ?? "Live stream");
    setText(parts.id, `${item.id} · ${item.latencyMode} latency · made ${ago(item.createdAt)}`);
    setText(parts.key, shown ? item.streamKey : "••••••••");
    setText(parts.reveal, shown ? "Hide key" : "Show key");
    const kind = item.status === "active" ? item.connected ? "good" : "wait" : item.status === "disabled" ? "bad" : "";
    pill(parts.status, item.idleAt ? `waiting for the encoder, ${inTime(item.idleAt)}` : item.status === "idle" && item.connected ? "connecting" : item.status, kind);
    parts.watch.hidden = !item.playbackId;
    setText(parts.encoder, item.connected ? "Stop encoder" : "Start encoder");
    parts.encoder.className = item.connected ? "stop" : "main";
    parts.encoder.dataset.off = item.status === "disabled" ? "1" : "";
    parts.encoder.disabled = item.status === "disabled";
    parts.encoder.title = item.status === "disabled" ? "A disabled live stream takes no encoder" : "";
  });
}

function showAssets(assets) {
  show("assets", assets, x => x.id, item => {
    const li = row();
    li.parts.status = element("span", "pill");
    li.parts.watch = button("Play", () => watch(li.item.playbackId));
    li.parts.acts.append(li.parts.status, li.parts.watch);
    return li;
  }, ({ parts }, item) => {
    setText(parts.name, item.passthrough ?? "Recording");
    setText(parts.more, `${item.id} · ${item.duration ? `${item.duration} s · ` : ""}begun ${ago(item.createdAt)}`);
    pill(parts.status, item.status, item.status === "ready" ? "good" : "wait");
    parts.watch.hidden = !item.playbackId;
  });
}

function showWebhooks(webhooks) {
  show("webhooks", webhooks, x => x.id, () => {
    const li = row();
    const { parts } = li;
    parts.status = element("span", "pill");
    parts.open = button("Payload", () => toggle(li), "plain");
    parts.open.setAttribute("aria-expanded", "false");
    parts.again = button("Send again", () => post(`/sandbox/mux/webhooks/${li.item.id}/send`));
    parts.acts.append(parts.status, parts.open, parts.again);
    return li;
  }, ({ parts }, item) => {
    setText(parts.name, item.type);
    const tries = `${item.attempts} ${item.attempts === 1 ? "attempt" : "attempts"}`;
    setText(parts.more, `${item.objectType} ${item.objectId.slice(0, 10)}… · ${ago(item.createdAt)} · ${tries}${item.dueAt && item.attempts ? ` · next in ${inTime(item.dueAt)}` : ""}`);
    parts.status.title = item.lastError ?? "";
    pill(parts.status,
      item.lastStatus ? String(item.lastStatus) : item.attempts ? "no answer" : "waiting",
      item.delivered ? "good" : item.attempts ? "bad" : "wait");
  });
}

async function toggle(li) {
  li.payload?.remove();
  const open = !li.payload;
  li.payload = undefined;
  li.parts.open.setAttribute("aria-expanded", String(open));
  if (open) {
    const answer = await fetch(`/sandbox/mux/webhooks/${li.item.id}`);
    li.payload = element("pre", "", JSON.stringify((await answer.json()).body, null, 2));
    li.append(li.payload);
  }
}

function showCodes(codes) {
  show("codes", codes, x => `${x.email} ${x.code} ${x.purpose}`, () => {
    const li = row();
    li.parts.code = element("span", "code");
    li.parts.acts.append(li.parts.code, button("Copy", node => copy(node, li.item.code)));
    return li;
  }, ({ parts }, item) => {
    setText(parts.name, item.email);
    setText(parts.more, [item.purpose, item.expiresAt && `expires in ${inTime(item.expiresAt)}`].filter(Boolean).join(" · "));
    setText(parts.code, item.code);
  });
}

function showPeople(people) {
  show("people", people, x => x.id, () => {
    const li = row();
    li.parts.sessions = element("span", "pill");
    li.parts.end = button("End sessions", () => post(`/sandbox/clerk/people/${li.item.id}/revoke`));
    li.parts.acts.append(li.parts.sessions, li.parts.end);
    return li;
  }, ({ parts }, item) => {
    setText(parts.name, item.name || item.email);
    setText(parts.more, [item.name && item.email, item.createdAt && `joined ${ago(item.createdAt)}`].filter(Boolean).join(" · "));
    pill(parts.sessions, `${item.sessions} ${item.sessions === 1 ? "session" : "sessions"}`, item.sessions > 0 ? "good" : "");
    parts.end.dataset.off = item.sessions > 0 ? "" : "1";
    parts.end.disabled = !(item.sessions > 0);
  });
}

/** Null when that part of the sandbox is not there or not up. */
async function state(vendor) {
  try {
    const answer = await fetch(`/sandbox/${vendor}/state`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function refresh() {
  const [mux, clerk] = await Promise.all([state("mux"), state("clerk")]);
  showStreams(mux?.streams ?? []);
  showAssets(mux?.assets ?? []);
  showWebhooks(mux?.webhooks ?? []);
  const newest = (clerk?.people ?? []).toSorted((a, b) => Date.parse(b.createdAt ?? 0) - Date.parse(a.createdAt ?? 0));
  showPeople(newest);
  showCodes(clerk?.codes ?? []);
  if (Date.now() > quietUntil) say(mux ? "Up to date" : "The sandbox does not answer", !mux);
}

async function loop() {
  if (!document.hidden) await refresh();
  setTimeout(loop, 1000);
}

$("watch-close").addEventListener("click", () => $("watch").close());
$("watch").addEventListener("close", () => $("picture").removeAttribute("src"));
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
loop();
