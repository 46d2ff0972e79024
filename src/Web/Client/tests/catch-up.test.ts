import assert from "node:assert/strict";
import { test } from "node:test";
import { catchUp, spanText } from "../room/catch-up/catch-up.ts";
import type { Actor, QuestionView, RoomSettings, Snapshot } from "../room/protocol.ts";
import { fromSnapshot } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const now = Date.parse(at) + 24.5 * 60_000;
const ada: Actor = { id: "p1", name: "Ada", role: "attendee" };
const bob: Actor = { id: "p2", name: "Bob", role: "owner" };
const settings: RoomSettings = {
  chat: "everyone", slowModeSeconds: 0, links: "everyone", questions: "on", questionApproval: false, anonymousQuestions: true, openEarly: true, attendeeRoster: false, hands: true,
};
const answered = (id: number, votes: number, answer: Partial<NonNullable<QuestionView["answer"]>> = {}): QuestionView => ({
  id, at, clientId: `q${id}`, text: `Question ${id}?`, anonymous: false, state: "answered", askers: 1, pinned: false, votes, answer: { at, by: bob, text: "So.", isPrivate: false, ...answer },
});
const message = (position: number, text: string) => ({ position, at, by: bob, clientId: `m${position}`, text });
const room = (more: Partial<Snapshot> = {}) =>
  fromSnapshot({ status: "live", revision: 4, liveSince: at, viewers: 2, settings, messages: [], pinned: [], questions: [], polls: [], announcements: [], handouts: [], hands: [], sanctions: [], ...more }, ada);
const something = { questions: [answered(1, 2)] };

test("who comes late hears how long it has been on", () => {
  assert.equal(catchUp(room(something), now)!.minutes, 24);
  assert.equal(catchUp(room({ ...something, status: "interrupted" }), now)!.minutes, 24);
  assert.deepEqual([spanText(24), spanText(65)], ["24 min", "1 h 5 min"]);
});

test("who comes within three minutes, before or after it was live, has missed nothing", () => {
  assert.equal(catchUp(room(something), Date.parse(at) + 2.9 * 60_000), null);
  assert.equal(catchUp(room({ ...something, liveSince: undefined, status: "scheduled" }), now), null);
  assert.equal(catchUp(room({ ...something, status: "ended" }), now), null);
});

test("where nothing has happened there is nothing to catch up on", () => {
  assert.equal(catchUp(room(), now), null);
  assert.equal(catchUp(room({ messages: [message(1, "Hello")], pinned: [message(1, "Hello")] }), now), null);
});

test("the three answers that most people asked for, and none that is private, spoken or still open", () => {
  const questions = [answered(1, 1), answered(2, 9), answered(3, 4), answered(4, 5), answered(5, 99, { isPrivate: true }), answered(6, 99, { text: undefined }), { ...answered(7, 99), state: "open" as const }];
  assert.deepEqual(catchUp(room({ questions }), now)!.questions.map((question) => question.id), [2, 4, 3]);
});

test("published polls, pinned links, announcements that still run, and handouts", () => {
  const poll = { id: 1, at, question: "Tea?", options: ["Yes", "No"], multiple: false, hideResults: false, results: { counts: [1, 0], voters: 1 } };
  const announcement = { id: 5, at, by: bob, text: "Break" };
  const missed = catchUp(
    room({
      polls: [{ ...poll, state: "open" }, { ...poll, id: 2, state: "published" }],
      pinned: [message(3, "Hello"), message(4, "Slides: https://example.com/slides")],
      announcements: [{ ...announcement, until: at }, { ...announcement, id: 6 }],
      handouts: [{ id: 9, at, by: bob, title: "Slides", url: "https://example.com" }],
    }),
    now,
  )!;
  assert.deepEqual([missed.polls, missed.pinned, missed.announcements, missed.handouts].map((list) => list.map((one) => ("position" in one ? one.position : one.id))), [[2], [4], [6], [9]]);
});
