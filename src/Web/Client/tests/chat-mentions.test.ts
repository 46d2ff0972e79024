import assert from "node:assert/strict";
import { test } from "node:test";
import { cutAtNames, mentionsIn, nameBefore, namesLike, Seen } from "../room/chat/mentions.ts";
import type { Actor, MessageView, Role } from "../room/protocol.ts";

const person = (id: string, name: string, role: Role = "attendee"): Actor => ({ id, name, role });
const ada = person("a", "Ada Lovelace");
const adam = person("b", "Adam");
const zoe = person("c", "Zoë Adams", "host");
const said = (position: number, by: Actor): MessageView => ({ position, at: "2026-01-01T10:00:00Z", by, clientId: `m${position}`, text: "Hi" });

test("a name begins with @ at the beginning of a word and ends at the caret", () => {
  assert.deepEqual(nameBefore("Hi @Ad", 6), { from: 3, start: "Ad" });
  assert.deepEqual(nameBefore("@", 1), { from: 0, start: "" });
  assert.deepEqual(nameBefore("@Ada Lo and more", 7), { from: 0, start: "Ada Lo" });
});

test("an address, a caret elsewhere and a sentence after the name are no name", () => {
  for (const [text, caret] of [["ada@example", 11], ["Hi @Ad", 2], ["@ Ada", 5], ["@Ada what do you think", 22], ["@Ada ", 5], ["@Ada\nthen", 9]] as const) assert.equal(nameBefore(text, caret), null, text);
});

test("names are found by the beginning of any word, without accents: hosts first, then who spoke last", () => {
  assert.deepEqual(namesLike("ad", [ada, adam, zoe]), [zoe, adam, ada]);
  assert.deepEqual(namesLike("zoe", [ada, adam, zoe]), [zoe]);
  assert.deepEqual(namesLike("dam", [ada, adam, zoe]), []);
});

test("nobody is offered oneself", () => {
  assert.deepEqual(namesLike("ada", [ada, adam], "a"), [adam]);
});

test("who is named in the text is mentioned once; the longer name wins", () => {
  assert.deepEqual(mentionsIn("@Ada Lovelace and @Adam, @Adam!", [adam, ada]), ["a", "b"]);
  assert.deepEqual(mentionsIn("mail@Adam, @Adamant, Adam, @Nobody", [adam, ada]), []);
});

test("of two with one name the first is meant", () => {
  assert.deepEqual(mentionsIn("@Adam", [person("x", "Adam"), adam]), ["x"]);
});

test("cut at names, the text stays the same", () => {
  const text = "Thanks @Zoë Adams, and @Adam@Adam";
  const pieces = cutAtNames(text, ["Adam", "Zoë Adams", ""]);
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
  assert.deepEqual(pieces.filter((piece) => piece.isName).map((piece) => piece.text), ["@Zoë Adams", "@Adam"]);
});

test("people are taken once from what is new above and below, with the newest role", () => {
  const seen = new Seen();
  seen.take([said(5, ada), said(6, adam)]);
  seen.take([said(2, person("a", "Ada before")), said(3, zoe), said(5, ada), said(6, adam), said(7, { ...ada, role: "moderator" })]);
  assert.deepEqual([...seen.people.values()].map((one) => [one.name, one.role]), [["Adam", "attendee"], ["Ada Lovelace", "moderator"], ["Zoë Adams", "host"]]);
});
