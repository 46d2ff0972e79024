import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor, QuestionView, RoomEvent, RoomSettings, Snapshot } from "../room/protocol.ts";
import { applyPulse, emptyRoom, fold as take, fromSnapshot, isMine, prepend, type RoomState, vote } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const ada: Actor = { id: "p1", name: "Ada", role: "attendee" };
const bob: Actor = { id: "p2", name: "Bob", role: "owner" };
const settings: RoomSettings = {
  chat: "everyone", slowModeSeconds: 0, links: "everyone", questions: "on", questionApproval: false, anonymousQuestions: true, openEarly: true, attendeeRoster: false, hands: true,
};
const nothing: Snapshot = {
  status: "live", revision: 4, viewers: 2, settings, messages: [], pinned: [], questions: [], polls: [], announcements: [], handouts: [], hands: [], sanctions: [],
};
const empty = fromSnapshot(nothing, ada);
const fold = (room: RoomState, ...events: RoomEvent[]) => take(room, events);
const view = (id: number, by?: Actor, more: Partial<QuestionView> = {}): QuestionView => ({ id, at, by, clientId: `q${id}`, text: "Why?", anonymous: !by, state: "open", askers: 1, pinned: false, ...more });
const asked = (position: number, by?: Actor): RoomEvent => ({ type: "questionAsked", position, at, by, clientId: `q${position}`, text: "Why?", anonymous: !by, questions: [view(position, by)] });
const said = (position: number, text: string, by = ada): RoomEvent => ({ type: "messagePosted", position, at, by, clientId: `m${position}`, text });

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
  assert.deepEqual(room.questions.map((question) => [question.id, question.mine, question.votes]), [[3, true, 1], [4, false, 1], [5, false, 1]]);
});

test("an answer closes the question that it names and no other", () => {
  const room = fold(empty, asked(3, ada), asked(4, ada), { type: "questionAnswered", position: 5, at, by: bob, questionId: 4, text: "So.", isPrivate: false, questions: [view(4, ada, { state: "answered", answer: { at, by: bob, text: "So.", isPrivate: false } })] });
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
  assert.equal(fold(room, { type: "quizBegun", position: 1, at } as unknown as RoomEvent), room);
});

test("a question that is gone is shown no more, one that comes later stands where it was asked", () => {
  const room = fold(empty, asked(3, bob), asked(5, bob), { type: "questionDismissed", position: 6, at, questionId: 3, gone: [3] }, { type: "questionApproved", position: 7, at, questionId: 4, questions: [view(4, bob)] });
  assert.deepEqual(room.questions.map((question) => question.id), [4, 5]);
});

test("a changed question keeps its votes and mine", () => {
  const voted = applyPulse(fold(empty, asked(3, bob), { type: "voteCast", position: 4, at, questionId: 3, on: true }), { head: 4, viewers: 2, votes: { "3": 7 } });
  const [question] = fold(voted, { type: "questionPinned", position: 5, at, questionId: 3, questions: [view(3, bob, { pinned: true })] }).questions;
  assert.deepEqual([question!.votes, question!.mine, question!.pinned], [7, true, true]);
});

test("a vote for a merged question counts for the one that it was merged into, and is taken back from both", () => {
  const merged = fold(empty, asked(3, ada), asked(4, bob), { type: "questionsMerged", position: 5, at, questionId: 3, questions: [view(3, ada, { state: "merged", mergedInto: 4 }), view(4, bob, { askers: 2 })] });
  assert.ok(isMine(merged, merged.questions[1]!));
  const without = vote(merged, 4, false);
  assert.ok(!isMine(without, without.questions[1]!));
  assert.equal(without.questions[0]!.mine, false);
});

test("a removed message leaves no text anywhere", () => {
  const message = { position: 1, at, by: ada, clientId: "m1", text: "" };
  const pinned = fold(empty, said(1, "secret"), { type: "messagePinned", position: 2, at, messageId: 1, on: true, message: { ...message, text: "secret" } });
  for (const removal of [
    { type: "messageRemoved", position: 3, at, messageId: 1, message: { ...message, removed: "moderator" } },
    { type: "messagesRemoved", position: 3, at, personId: ada.id, upTo: 2 },
  ] satisfies RoomEvent[]) {
    const room = fold(pinned, removal);
    assert.ok(!JSON.stringify(room).includes("secret"));
    assert.equal(room.messages[0]!.removed, "moderator");
    assert.equal(fold(room, { type: "messageRestored", position: 4, at, messageId: 1, message: { ...message, text: "secret" } }).messages[0]!.text, "secret");
  }
});

test("what comes after a removal by person stays", () => {
  const room = fold(empty, said(1, "old"), said(2, "other", bob), { type: "messagesRemoved", position: 3, at, personId: ada.id, upTo: 2 }, said(4, "new"));
  assert.deepEqual(room.messages.map((message) => message.text), ["", "other", "new"]);
});

test("a poll keeps its results and my choice when its state changes, and is gone when it is discarded", () => {
  const poll = { id: 1, at, question: "Tea?", options: ["Yes", "No"], multiple: false, hideResults: false, state: "open" as const };
  const voted = applyPulse(fold(empty, { type: "pollOpened", position: 2, at, pollId: 1, poll }, { type: "pollVoted", position: 3, at, pollId: 1, choices: [1] }), { head: 3, viewers: 2, polls: { "1": { counts: [0, 1], voters: 1 } } });
  const closed = fold(voted, { type: "pollClosed", position: 4, at, pollId: 1, poll: { ...poll, state: "closed" } });
  assert.deepEqual([closed.polls[0]!.state, closed.polls[0]!.mine, closed.polls[0]!.results?.counts], ["closed", [1], [0, 1]]);
  assert.deepEqual(fold(closed, { type: "pollDiscarded", position: 5, at, pollId: 1 }).polls, []);
});
