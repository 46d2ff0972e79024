// Who has signed up, where they are signed in, and what somebody at the identity provider's dashboard could do to them.

import { get, post, send } from "../ask.js";
import { $, age, button, dangerous, element, facts, fill, moment, pill, setPill, setText } from "../dom.js";
import { back, nothingChosen, sideList } from "../list.js";

let selected = "";
let found = [];
const list = sideList("people", {
  list: "people",
  key: person => person.id,
  empty: "Nobody has signed up yet. Sign up in the product with any e-mail address: the code appears on this page.",
  draw(parts, person) {
    if (!parts.picture.firstChild) parts.picture.append(avatar(person));
    setText(parts.title, person.name.trim() || person.email);
    setText(parts.note, person.email);
    parts.count ??= parts.end.appendChild(pill(""));
    const open = person.sessions.length;
    setPill(parts.count, open ? "signed in" : "signed out", open ? "good" : "");
  },
});

function avatar(person) {
  const picture = element("img", "avatar");
  picture.alt = "";
  picture.src = `${person.imageUrl}?${encodeURIComponent(person.name)}`; // another name, another picture
  return picture;
}

function rename(person) {
  const field = (label, value) => {
    const input = element("input");
    input.value = value;
    input.maxLength = 256;
    input.autocomplete = "off";
    return element("label", "", label, input);
  };
  const [first, last] = [field("First name", person.firstName), field("Last name", person.lastName)];
  const names = () => ({ firstName: first.lastChild.value, lastName: last.lastChild.value });
  const save = button("Rename", () => post(`/sandbox/clerk/people/${person.id}/rename`, names()), "main");
  const form = element("form", "rename", first, last, save);
  form.addEventListener("submit", event => {
    event.preventDefault();
    save.click();
  });
  save.type = "submit";
  return form;
}

function session(one) {
  const seen = age(one.lastActiveAt);
  seen.id = `seen-${one.id}`;
  return element("li", "", element("div", "what",
    element("div", "name mono", one.id),
    element("div", "more", "signed in ", age(one.createdAt), " · last seen ", seen, ` · ends ${moment(one.expiresAt)}`)),
  element("div", "acts", button("Revoke", () => post(`/sandbox/clerk/sessions/${one.id}/revoke`))));
}

function detail(person) {
  const head = element("header", "person-head", avatar(person), element("div", "", element("h2", "", person.name.trim() || person.email), element("p", "", person.email)));
  const sessions = person.sessions.length
    ? element("ul", "cards", ...person.sessions.map(session))
    : element("p", "empty", "Not signed in anywhere.");
  return [
    back("people", "People"), head,
    facts([["Id", element("span", "mono", person.id)], ["Signed up", age(person.createdAt)]]),
    element("h3", "", "Open sessions ", element("span", "count", String(person.sessions.length))), sessions,
    element("h3", "", "Name"), rename(person),
    element("h3", "", "At the identity provider"),
    element("div", "acts",
      button("End all sessions", () => post(`/sandbox/clerk/people/${person.id}/revoke`)),
      dangerous("Delete this user", "Really delete? Press again", () => send("DELETE", `/sandbox/clerk/people/${person.id}`))),
  ];
}

async function refresh() {
  const searched = $("people-search").value.trim();
  const state = await get(`/sandbox/clerk/state?query=${encodeURIComponent(searched)}`);
  found = state?.people ?? [];
  list.show(found, searched !== "");
  $("people").title = state && state.total > found.length && !searched ? `The newest ${found.length} of ${state.total}; search for the others` : "";
  show();
}

/** What tells of time alone does not count as a change: a name that is being typed would be lost. */
function show() {
  const node = $("person");
  const person = found.find(one => one.id === selected);
  const { sessions = [], ...rest } = person ?? {};
  fill(node, person ? [rest, sessions.map(one => one.id)] : selected, () => person
    ? detail(person)
    : selected
      ? [back("people", "People"), nothingChosen("This user is not (or no longer) among those shown.")]
      : [nothingChosen("Choose somebody to see where they are signed in, to rename or to delete them.")]);
  for (const one of sessions) $(`seen-${one.id}`).dateTime = one.lastActiveAt;
}

$("people-search").addEventListener("input", refresh);

export const people = {
  select(id) {
    selected = id;
    list.select(id);
    show();
  },
  refresh,
};
