// The frame around the tabs: which one the address names, what is told on every one of them, and the beat at which they ask anew.

import { get } from "./ask.js";
import { $, ago, copier, element, inTime, keyed, lasting, setText, titled } from "./dom.js";
import { faults, switchAllOff } from "./tabs/faults.js";
import { inApp } from "./tabs/in-app.js";
import { mail } from "./tabs/mail.js";
import { people } from "./tabs/people.js";
import { streams } from "./tabs/streams.js";
import { webhooks } from "./tabs/webhooks.js";

const tabs = { streams, people, mail, "in-app": inApp, webhooks, faults };
const links = [...document.querySelectorAll(".tabs a")];
const title = document.title;
let current = "";
let quietUntil = 0; // a failure stays readable for a while

function say(text, bad) {
  setText($("beat"), text);
  $("beat").classList.toggle("lost", bad);
}

function route() {
  const [name, ...rest] = location.hash.slice(1).split("/");
  const id = decodeURIComponent(rest.join("/"));
  const moved = current !== name;
  current = tabs[name] ? name : "streams";
  for (const tab of Object.keys(tabs)) $(`tab-${tab}`).hidden = tab !== current;
  for (const link of links) {
    if (link.hash === `#${current}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${links.find(link => link.hash === `#${current}`).textContent} · ${title}`;
  $(`tab-${current}`).classList.toggle("open", id !== "");
  tabs[current].select?.(id);
  if (moved && !id) $("main").scrollTop = 0;
  refresh();
}

function showAlarm(on) {
  $("alarm").hidden = on.length === 0;
  setText($("alarm-text"), on.map(one => [
    titled(one.vendor), one.kind, one.probability < 1 && `${Math.round(one.probability * 100)} %`, one.secondsLeft !== null && `${lasting(one.secondsLeft)} left`,
  ].filter(Boolean).join(" ")).join(" · "));
  document.body.classList.toggle("alarmed", on.length > 0);
}

/** Whoever signs in somewhere in the product looks for the code here, whatever tab is open. */
function showCodes(codes) {
  keyed($("codes"), current === "people" ? codes : codes.slice(0, 1), code => `${code.email} ${code.code} ${code.purpose}`, code => {
    const li = element("li");
    li.more = element("a", "more");
    li.more.href = "#people";
    li.note = element("span", "note");
    li.append(element("span", "who", `${titled(code.purpose.replaceAll("-", " "))} code for `, element("b", "", code.email)), element("span", "digits", code.code),
      copier(() => code.code), li.note, li.more);
    return li;
  }, (li, code) => {
    setText(li.note, `good for ${inTime(code.expiresAt)}`);
    setText(li.more, current === "people" || codes.length < 2 ? "" : `${codes.length - 1} more`);
  });
}

async function refresh() {
  try {
    const [state, board] = await Promise.all([get("/sandbox/clerk/state"), get("/sandbox/faults")]);
    showCodes(state?.codes ?? []);
    showAlarm(board?.on ?? []);
    await tabs[current].refresh(board ?? { vendors: [], kinds: [], on: [] });
    for (const time of document.querySelectorAll("time.age")) setText(time, ago(time.dateTime));
    if (Date.now() > quietUntil) say("Up to date", false);
  } catch (error) {
    // What was shown stays: it is the last that is known.
    say(error instanceof TypeError ? "The sandbox does not answer" : error.message, true);
  }
}

async function loop() {
  if (!document.hidden) await refresh();
  setTimeout(loop, 1000);
}

document.addEventListener("done", refresh);
document.addEventListener("failed", event => {
  say(`That did not work. ${event.detail}`, true);
  quietUntil = Date.now() + 6000;
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
  const search = $(`tab-${current}`).querySelector("input[type=search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (links[Number(event.key) - 1]) {
    links[Number(event.key) - 1].click();
  } else if (event.key === "Escape" && location.hash.includes("/")) {
    location.hash = current;
  }
});
$("alarm-off").addEventListener("click", () => switchAllOff().then(refresh));
addEventListener("hashchange", route);
route();
loop();
