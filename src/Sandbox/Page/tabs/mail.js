// The mail that the product has sent, as an inbox: each as its recipient sees it, and the buttons that stand for what a recipient may do.

import { get, post } from "../ask.js";
import { $, age, ago, button, element, facts, fill, keyed, many, moment, pill, setPill, setText, titled } from "../dom.js";
import { back, nothingChosen, sideList } from "../list.js";
import { mailFrame } from "./mail-frame.js";
import { refreshSuppressions } from "./suppressions.js";

const Happenings = ["opened", "clicked", "bounced", "complained"];
const States = { delivered: "good", opened: "good", clicked: "good", sent: "wait", scheduled: "wait", queued: "wait", canceled: "", bounced: "bad", complained: "bad", failed: "bad", suppressed: "bad", delivery_delayed: "wait" };
let selected = "";
let view = "HTML";
let dark = matchMedia("(prefers-color-scheme: dark)").matches;
let phone = false;
let mails = [];

const list = sideList("mail", {
  list: "mails",
  key: mail => mail.id,
  empty: "No mail yet. Whatever the product sends arrives here, whoever it is for: register somebody for a webinar, or invite a speaker.",
  draw(parts, mail) {
    setText(parts.title, mail.subject || "(no subject)");
    setText(parts.note, `${ago(mail.at)} · ${names(mail.to)}`);
    parts.state ??= parts.end.appendChild(pill(""));
    setPill(parts.state, mail.state, States[mail.state] ?? "");
  },
});

const all = value => value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
const names = value => all(value).join(", ");
/** What was chosen, unless this mail has no HTML and a text to show instead. */
const shownView = mail => view === "HTML" && !mail.html && mail.text ? "Text" : view;
const views = mail => ["HTML", "Text", "Headers", `Attachments ${all(mail.attachments).length || ""}`.trim()];

/** Pairs, however they are kept: an object, or a list of {name, value}. */
const pairs = value => Array.isArray(value) ? value.map(one => [one.name, one.value]) : Object.entries(value ?? {});

function head(mail) {
  const tags = pairs(mail.tags);
  return [
    back("mail", "Mail"),
    element("header", "head", element("h2", "", mail.subject || "(no subject)"), pill(mail.state, States[mail.state] ?? "")),
    facts([
      ["From", names(mail.from)], ["To", names(mail.to)], ["Cc", names(mail.cc)], ["Reply to", names(mail.replyTo)], ["Sent", age(mail.at)],
      ["Scheduled", mail.scheduledAt && moment(mail.scheduledAt)],
      ["Tags", tags.length ? element("span", "chips", ...tags.map(([name, value]) => pill(`${name}: ${value}`))) : ""],
    ]),
    element("div", "acts", element("span", "soft", "The recipient has"),
      ...Happenings.map(what => button(titled(what), () => post(`/sandbox/resend/inbox/${encodeURIComponent(mail.id)}/${what}`), what === "bounced" || what === "complained" ? "stop" : ""))),
  ];
}

function switches(mail) {
  const choice = (text, isOn, act) => {
    const node = button(text, () => {
      act();
      show();
    }, "chip");
    node.setAttribute("aria-pressed", String(isOn));
    return node;
  };
  const looks = shownView(mail) === "HTML" && mail.html ? [
    element("span", "gap"), choice("Light", !dark, () => { dark = false; }), choice("Dark", dark, () => { dark = true; }),
    choice("Wide", !phone, () => { phone = false; }), choice("Phone", phone, () => { phone = true; }),
  ] : [];
  return [...views(mail).map(name => choice(name, name.startsWith(shownView(mail)), () => { view = name.split(" ")[0]; })), ...looks];
}

function attachment(one) {
  const link = element("a", "file", element("span", "name", one.filename), element("span", "more", `${one.contentType} · ${size(one.size)}`));
  link.href = one.url;
  link.download = one.filename;
  return element("li", "", link);
}

const size = bytes => bytes < 1024 ? many(bytes, "byte") : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;

function body(mail, view) {
  if (view === "Headers") {
    const headers = pairs(mail.headers);
    return [headers.length ? facts(headers.map(([name, value]) => [name, names(value)])) : element("p", "empty", "No headers beyond the usual ones.")];
  }
  if (view === "Attachments") {
    const files = all(mail.attachments);
    return [files.length ? element("ul", "files", ...files.map(attachment)) : element("p", "empty", "Nothing is attached.")];
  }
  if (view === "Text") return [mail.text ? element("pre", "plain", mail.text) : element("p", "empty", "This mail has no text part: programs that show no HTML show nothing.")];
  if (!mail.html) return [element("p", "empty", "This mail has no HTML part.")];
  const { frame, remote } = mailFrame(mail.html, dark);
  return [remote ? element("p", "soft", `${many(remote, "picture")} from elsewhere ${remote === 1 ? "is" : "are"} not loaded here.`) : null, frame].filter(Boolean);
}

const parts = { head: element("div", "mail-head"), switches: element("div", "chips mail-views"), body: element("div", "mail-body") };

function show() {
  const node = $("mail");
  const mail = mails.find(one => one.id === selected);
  if (!mail) {
    fill(node, selected, () => selected ? [back("mail", "Mail"), nothingChosen("This mail is not kept any more.")] : [nothingChosen("Choose a mail to read it as its recipient does.")]);
    return;
  }
  fill(node, "mail", () => [parts.head, parts.switches, parts.body]);
  const { html, text, headers, ...rest } = mail;
  fill(parts.head, rest, () => head(mail));
  const shown = switches(mail);
  fillSwitches(shown);
  const part = shownView(mail);
  fill(parts.body, [mail.id, part, part === "HTML" ? [html, dark] : part === "Text" ? text : part === "Headers" ? headers : mail.attachments], () => body(mail, part));
  parts.body.classList.toggle("phone", phone);
}

/** In place: the button that was just pressed keeps the focus. */
function fillSwitches(nodes) {
  keyed(parts.switches, nodes.map((node, i) => ({ node, key: `${i} ${node.textContent}` })), item => item.key, item => item.node, (node, item) => {
    if (item.node.hasAttribute("aria-pressed")) node.setAttribute("aria-pressed", item.node.getAttribute("aria-pressed"));
  });
}

async function refresh() {
  mails = await get("/sandbox/resend/inbox") ?? [];
  const searched = $("mail-search").value.trim().toLowerCase();
  const newest = mails.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  list.show(searched ? newest.filter(mail => `${names(mail.to)}\n${mail.subject}`.toLowerCase().includes(searched)) : newest, searched !== "");
  show();
  await refreshSuppressions();
}

$("mail-search").addEventListener("input", refresh);

export const mail = {
  select(id) {
    selected = id;
    list.select(id);
    show();
  },
  refresh,
};
