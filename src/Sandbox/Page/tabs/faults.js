// The switch board: every vendor, every way in which it can fail.

import { post } from "../ask.js";
import { $, button, element, keyed, lasting, setText, titled } from "../dom.js";

const Kinds = {
  down: ["Down", "Connections break, open ones too"],
  slow: ["Slow", "Answers come after 3 to 8 seconds"],
  429: ["429", "Too many requests, with Retry-After"],
  500: ["500", "The vendor's own error"],
  "lost-answer": ["Answer lost", "It is done, but nobody says so"],
  "late-webhook": ["Webhook late", "Each comes 10 seconds late"],
  "double-webhook": ["Webhook doubled", "Sent again though it was taken"],
  "reorder-webhooks": ["Webhooks reordered", "The second comes before the first"],
};
let vendors = [];

function line(kind) {
  const node = element("div", "fault");
  node.cells = element("div", "cells");
  const [name, what] = Kinds[kind] ?? [kind, ""];
  node.append(element("div", "what", element("div", "name", name), element("div", "more", what)), node.cells);
  return node;
}

function lever(kind, vendor) {
  const node = button("", () => post("/sandbox/faults", node.on
    ? { vendor, kind, probability: 0 }
    : { vendor, kind, probability: Number($("probability").value), ...($("seconds").value && { seconds: Number($("seconds").value) }) }), "lever");
  node.setAttribute("role", "switch");
  node.setAttribute("aria-label", `${titled(vendor)}: ${Kinds[kind]?.[0] ?? kind}`);
  node.note = element("span", "note");
  node.append(element("span", "vendor", titled(vendor)), element("span", "knob"), node.note);
  return node;
}

function showLever(node, on) {
  node.on = on;
  node.setAttribute("aria-checked", String(Boolean(on)));
  setText(node.note, on ? [
    on.probability < 1 && `${Math.round(on.probability * 100)} %`, on.secondsLeft !== null && lasting(on.secondsLeft),
  ].filter(Boolean).join(" · ") || "on" : "off");
}

export async function switchAllOff() {
  await Promise.all(vendors.map(vendor => post("/sandbox/faults", { vendor, kind: "none" })));
}

export const faults = {
  async refresh(board) {
    vendors = board.vendors;
    keyed($("board"), board.kinds, kind => kind, line, (node, kind) => {
      keyed(node.cells, vendors, vendor => vendor, vendor => lever(kind, vendor),
        (cell, vendor) => showLever(cell, board.on.find(one => one.vendor === vendor && one.kind === kind)));
    });
  },
};
