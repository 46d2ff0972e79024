// Live streams with a button in the place of an encoder, and what was recorded of them.

import { get, post } from "../ask.js";
import { $, age, button, copier, element, inTime, keyed, many, pill, setPill, setText } from "../dom.js";
import { showIngest } from "./ingest.js";

function watch(playbackId) {
  const picture = $("picture");
  $("watch-note").hidden = true;
  picture.src = `/sandbox/mux/watch/${playbackId}`;
  $("watch").showModal();
  picture.play().catch(() => { $("watch-note").hidden = false; });
}

$("watch-close").addEventListener("click", () => $("watch").close());
$("watch").addEventListener("close", () => $("picture").removeAttribute("src"));

function card(createdAt, said) {
  const parts = { name: element("div", "name"), id: element("span", "mono"), note: element("span"), status: pill(""), acts: element("div", "acts") };
  parts.more = element("div", "more", parts.id, parts.note, " · ", said, age(createdAt));
  parts.acts.append(parts.status);
  const li = element("li", "", element("div", "what", parts.name, parts.more), parts.acts);
  li.parts = parts;
  return li;
}

function stream(item) {
  const li = card(item.createdAt, "made ");
  const { parts } = li;
  li.dataset.stream = item.id;
  parts.key = element("span", "mono");
  parts.reveal = button("Show key", () => { li.shown = !li.shown; }, "plain");
  parts.more.append(element("div", "key", "Stream key ", parts.key, parts.reveal, copier(() => li.item.streamKey, "plain")));
  parts.watch = button("Preview", () => watch(li.item.playbackId));
  parts.encoder = button("", () => post(`/sandbox/mux/live-streams/${li.item.id}/encoder`, { on: !li.item.connected }));
  parts.acts.append(parts.watch, parts.encoder);
  return li;
}

function showStream({ parts, shown }, item) {
  setText(parts.name, item.passthrough ?? "Live stream");
  setText(parts.id, item.id);
  setText(parts.note, ` · ${item.latencyMode} latency`);
  setText(parts.key, shown ? item.streamKey : "••••••••");
  setText(parts.reveal, shown ? "Hide key" : "Show key");
  const kind = item.status === "active" ? item.connected ? "good" : "wait" : item.status === "disabled" ? "bad" : "";
  setPill(parts.status, item.idleAt ? `waiting for the encoder, ${inTime(item.idleAt)}` : item.status === "idle" && item.connected ? "connecting" : item.status, kind);
  parts.watch.hidden = !item.playbackId;
  setText(parts.encoder, item.connected ? "Stop encoder" : "Start encoder");
  parts.encoder.className = item.connected ? "stop" : "main";
  parts.encoder.disabled = item.status === "disabled";
  parts.encoder.title = item.status === "disabled" ? "A disabled live stream takes no encoder" : "";
}

function asset(item) {
  const li = card(item.createdAt, "begun ");
  li.parts.watch = button("Play", () => watch(li.item.playbackId));
  li.parts.acts.append(li.parts.watch);
  return li;
}

function showAsset({ parts }, item) {
  setText(parts.name, item.passthrough ?? "Recording");
  setText(parts.id, item.id);
  setText(parts.note, item.duration ? ` · ${many(Math.round(item.duration), "second")}` : "");
  setPill(parts.status, item.status, item.status === "ready" ? "good" : "wait");
  parts.watch.hidden = !item.playbackId;
}

function show(name, items, make, update) {
  keyed($(name), items, item => item.id, make, update);
  $(`e-${name}`).hidden = items.length > 0;
  setText($(`n-${name}`), items.length ? String(items.length) : "");
}

export const streams = {
  async refresh() {
    const state = await get("/sandbox/mux/state");
    showIngest(state?.ingest);
    show("streams", state?.streams ?? [], stream, showStream);
    show("assets", state?.assets ?? [], asset, showAsset);
  },
};
