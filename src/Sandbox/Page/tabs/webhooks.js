// What the vendors have told the product: newest first, with every attempt, and a button to tell it again.

import { get, post } from "../ask.js";
import { $, age, ago, button, copier, element, facts, fill, inTime, keyed, many, pill, setPill, setText, titled } from "../dom.js";
import { back, nothingChosen, sideList } from "../list.js";

const Undelivered = "not delivered";
let selected = "";
let filter = "";

const list = sideList("webhooks", {
  list: "webhooks",
  key: webhook => `${webhook.vendor}/${webhook.id}`,
  empty: "No event yet. Sign somebody up, or publish a webinar: what the vendors tell of it shows up here.",
  draw(parts, webhook) {
    setText(parts.title, webhook.type);
    setText(parts.note, `${ago(webhook.createdAt)} · ${titled(webhook.vendor)}${waits(webhook)}`);
    parts.status ??= parts.end.appendChild(pill(""));
    setPill(parts.status, ...status(webhook));
  },
});

const waits = webhook => webhook.dueAt && webhook.attempts ? ` · again in ${inTime(webhook.dueAt)}` : "";

function status(webhook) {
  const text = webhook.lastStatus ? String(webhook.lastStatus) : webhook.attempts ? "no answer" : "waiting";
  return [text, webhook.delivered ? "good" : webhook.attempts ? "bad" : "wait", webhook.lastError ?? ""];
}

function chip(name) {
  const node = button("", () => { filter = filter === name ? "" : name; }, "chip");
  return node;
}

function showChips(all, vendors) {
  const names = ["", ...vendors, Undelivered];
  keyed($("webhook-vendors"), names, name => name, chip, (node, name) => {
    const number = all.filter(webhook => fits(webhook, name)).length;
    setText(node, `${name === "" ? "All" : titled(name)} ${number}`);
    node.setAttribute("aria-pressed", String(filter === name));
  });
}

const fits = (webhook, name) => name === "" || (name === Undelivered ? !webhook.delivered : webhook.vendor === name);

function attempt(one, number) {
  return element("tr", "", element("td", "", String(number + 1)), element("td", "", new Date(one.at).toLocaleTimeString(), " ", element("span", "soft", age(one.at))),
    element("td", "", one.status ? pill(String(one.status), one.status < 300 ? "good" : "bad") : pill("no answer", "bad")), element("td", "", one.error ?? ""));
}

function attempts(tries) {
  if (tries.length === 0) return element("p", "empty", "Not sent yet.");
  const head = element("tr", "", ...["#", "When", "Answer", ""].map(text => element("th", "", text)));
  return element("div", "scroll", element("table", "", element("thead", "", head), element("tbody", "", ...tries.map(attempt))));
}

/** JSON with its names, texts and numbers told apart. */
function json(value) {
  const text = JSON.stringify(value, null, 2);
  const node = element("pre", "json");
  let from = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|-?\b\d[\d.eE+-]*\b|\b(?:true|false|null)\b/g)) {
    node.append(text.slice(from, match.index), element("span", match[1] ? "j-name" : match[0].startsWith("\"") ? "j-text" : "j-value", match[0]));
    from = match.index + match[0].length;
  }
  node.append(text.slice(from));
  return node;
}

function detail(vendor, webhook) {
  return [
    back("webhooks", "Webhooks"),
    element("header", "head", element("h2", "", webhook.type), pill(...status(webhook)), button("Send again", () => post(`/sandbox/${vendor}/webhooks/${encodeURIComponent(webhook.id)}/send`), "main")),
    facts([
      ["From", titled(vendor)], ["Id", element("span", "mono", webhook.id)], ["About", element("span", "mono", webhook.about)], ["Happened", age(webhook.createdAt)],
      ["Next attempt", webhook.dueAt ? new Date(webhook.dueAt).toLocaleTimeString() : webhook.delivered ? "" : "given up"],
    ]),
    element("h3", "", many(webhook.tries.length, "attempt")), attempts(webhook.tries),
    element("h3", "body-head", "Body ", copier(() => JSON.stringify(webhook.body, null, 2))), json(webhook.body),
  ];
}

async function showDetail() {
  const [vendor, ...rest] = selected.split("/");
  const webhook = selected ? await get(`/sandbox/${vendor}/webhooks/${encodeURIComponent(rest.join("/"))}`) : null;
  fill($("webhook"), [selected, webhook], () => webhook
    ? detail(vendor, webhook)
    : selected
      ? [back("webhooks", "Webhooks"), nothingChosen("This webhook is not kept any more.")]
      : [nothingChosen("Choose an event to see what was sent, what came back, and to send it again.")]);
}

export const webhooks = {
  select(id) {
    selected = id;
    list.select(id);
  },
  async refresh({ vendors }) {
    const told = await Promise.all(vendors.map(async vendor => (await get(`/sandbox/${vendor}/webhooks`) ?? []).map(webhook => ({ ...webhook, vendor }))));
    const all = told.flat().toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
    showChips(all, vendors);
    list.show(all.filter(webhook => fits(webhook, filter)), filter !== "");
    await showDetail();
  },
};
