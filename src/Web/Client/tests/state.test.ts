import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person, RoomEvent } from "../room/protocol.ts";
import { apply, applyPulse, emptyRoom, fromSnapshot, prepend, vote, type RoomState } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const ada: Person = { id: "p1", name: "Ada", role: "attendee" };
const bob: Person = { id: "p2", name: "Bob", role: "host" };
const empty = fromSnapshot({ status: "live", revision: 4, viewers: 2, messages: [], questions: [] }, ada);
const fold = (room: RoomState, ...events: RoomEvent[]) => events.reduce(apply, room);
const asked = (position: number, by?: Person): RoomEvent => ({ type: "questionAsked", position, at, by, clientId: `q${position}`, text: "Why?", anonymous: !by });

test("messages stand in the order of the log", () => {
  const room = fold(empty, { type: "messagePosted", position: 1, at, by: ada, clientId: "a", text: "one" }, { type: "messagePosted", position: 2, at, by: bob, clientId: "b", text: "two" });
  assert.deepEqual(room.messages.map((message) => [message.position, message.text]), [[1, "one"], [2, "two"]]);
});

test("a status with a lower revision is ignored, the same or a higher one is taken", () => {
  const ended = fold(empty, { type: "statusChanged", position: 1, at, status: "ended", revision: 6 });
  assert.equal(fold(ended, { type: "statusChanged", position: 2, at, status: "live", revision: 5 }).status, "ended");
  assert.equal(fold(ended, { type: "statusChanged", position: 2, at, status: "replay", revision: 7 }).status, "replay");
});

test("an interruption carries its end, and the next status forgets it", () => {
  const away = fold(empty, { type: "statusChanged", position: 1, at, status: "interrupted", revision: 5, until: at });
  assert.equal(away.until, at);
  assert.equal(fold(away, { type: "statusChanged", position: 2, at, status: "live", revision: 6 }).until, undefined);
});

test("asking is a vote: of mine for me, of others not", () => {
  const room = fold(empty, asked(3, ada), asked(4, bob), asked(5));
  assert.deepEqual(room.questions.map((question) => [question.id, question.own, question.mine, question.votes]), [[3, true, true, 1], [4, false, false, 1], [5, false, false, 1]]);
});

test("an answer closes the question that it names and no other", () => {
  const room = fold(empty, asked(3, ada), asked(4, ada), { type: "questionAnswered", position: 5, at, by: bob, questionId: 4, text: "So.", isPrivate: false });
  assert.deepEqual(room.questions.map((question) => question.state), ["open", "answered"]);
  assert.equal(room.questions[1]!.answer!.text, "So.");
});

test("a pulse sets totals of what it names and keeps the others", () => {
  const room = applyPulse(fold(empty, asked(3, ada), asked(4, bob)), { head: 4, viewers: 9, votes: { "4": 7 } });
  assert.deepEqual(room.questions.map((question) => question.votes), [1, 7]);
  assert.equal(room.viewers, 9);
});

test("a pulse that changes nothing gives the same state", () => {
  const room = fold(empty, asked(3, ada));
  assert.equal(applyPulse(room, { head: 3, viewers: 2, votes: { "3": 1 } }), room);
});

test("voting twice the same way counts once", () => {
  const room = fold(empty, asked(4, bob));
  assert.equal(vote(vote(room, 4, true), 4, true).questions[0]!.votes, 2);
  assert.equal(vote(vote(room, 4, true), 4, false).questions[0]!.votes, 1);
});

test("older messages come before, once", () => {
  const room = fold(empty, { type: "messagePosted", position: 9, at, by: ada, clientId: "i", text: "new" });
  const old = { position: 7, at, by: ada, clientId: "g", text: "old" };
  const twice = prepend(prepend(room, [{ ...old, position: 8 }, old]), [old]);
  assert.deepEqual(twice.messages.map((message) => message.position), [7, 8, 9]);
});

test("an event of a newer server changes nothing", () => {
  const room = emptyRoom("live", 1);
  assert.equal(apply(room, { type: "pollOpened", position: 1, at } as unknown as RoomEvent), room);
});
