// Messages inside the product's pages: for every user what came, and whether they have seen and read it.

import { get } from "../ask.js";
import { $, age, ago, element, fill, many, pill, setPill, setText } from "../dom.js";
import { back, nothingChosen, sideList } from "../list.js";

let selected = "";
let readers = [];
const list = sideList("in-app", {
  list: "readers",
  key: reader => reader.user,
  empty: "No message yet. Follow a webinar or answer somebody's question: what the product tells inside its pages shows up here.",
  draw(parts, reader) {
    setText(parts.title, short(reader.user));
    parts.title.title = reader.user;
    setText(parts.note, `${many(reader.messages.length, "message")} · ${ago(reader.messages[0].at)}`);
    parts.unread ??= parts.end.appendChild(pill(""));
    const unread = reader.messages.filter(message => !message.readAt && !message.archivedAt).length;
    setPill(parts.unread, unread ? `${unread} unread` : "all read", unread ? "wait" : "");
  },
});

/** Ids differ at their ends. */
const short = id => id.length > 24 ? `${id.slice(0, 8)} … ${id.slice(-8)}` : id;

function state(message) {
  if (message.archivedAt) return pill("archived");
  if (message.readAt) return pill("read", "good");
  return message.seenAt ? pill("seen", "wait") : pill("unseen", "bad");
}

/** Only http(s): whatever the product has put there must not run here. */
function link(url) {
  if (!URL.canParse(url ?? "", location.href) || !/^https?:$/.test(new URL(url, location.href).protocol)) return null;
  const node = element("a", "", url);
  node.href = url;
  node.target = "_blank";
  return node;
}

function moments(message) {
  const said = [["seen", message.seenAt], ["read", message.readAt], ["archived", message.archivedAt]].filter(([, at]) => at);
  return [element("span", "mono", message.workflow), " · ", age(message.at), ...said.flatMap(([what, at]) => [` · ${what} `, age(at)])];
}

function card(message) {
  const data = Object.keys(message.data ?? {}).length
    ? element("details", "", element("summary", "", "Data"), element("pre", "json", JSON.stringify(message.data, null, 2)))
    : null;
  return element("li", "", element("div", "what",
    element("div", "name", message.title ?? ""), element("div", "body", message.body ?? ""), link(message.url),
    element("div", "more", ...moments(message)), data), element("div", "acts", state(message)));
}

function byUser(messages) {
  const users = Map.groupBy(messages.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)), message => message.user);
  return [...users].map(([user, all]) => ({ user, messages: all }));
}

async function refresh() {
  readers = byUser(await get("/sandbox/knock/inbox") ?? []);
  const searched = $("in-app-search").value.trim().toLowerCase();
  list.show(readers.filter(reader => reader.user.toLowerCase().includes(searched)), searched !== "");
  show();
}

function show() {
  const reader = readers.find(one => one.user === selected);
  fill($("reader"), reader ?? selected, () => reader
    ? [back("in-app", "In-app"), element("h2", "mono", reader.user), element("ul", "cards", ...reader.messages.map(card))]
    : selected
      ? [back("in-app", "In-app"), nothingChosen("Nothing has come for this user.")]
      : [nothingChosen("Choose a user to see what came for them, and what they have seen and read.")]);
}

$("in-app-search").addEventListener("input", refresh);

export const inApp = {
  select(id) {
    selected = id;
    list.select(id);
    show();
  },
  refresh,
};
