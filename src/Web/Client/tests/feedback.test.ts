import assert from "node:assert/strict";
import { test } from "node:test";
import { isOver, ratingsText, starsText } from "../room/feedback/rating.ts";
import type { Actor, RoomEvent, Snapshot } from "../room/protocol.ts";
import { emptyRoom, fold, fromSnapshot } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const ada: Actor = { id: "p1", name: "Ada", role: "attendee" };
const bob: Actor = { id: "p2", name: "Bob", role: "owner" };
const settings = { chat: "everyone", slowModeSeconds: 0, links: "everyone", questions: "on", questionApproval: false, anonymousQuestions: true, openEarly: true, attendeeRoster: false, hands: true } as const;
const ended: Snapshot = { status: "ended", revision: 4, viewers: 2, settings, messages: [], pinned: [], questions: [], polls: [], announcements: [], handouts: [], hands: [], sanctions: [] };
const left = (position: number, by: Actor, rating: number, more: object = {}): RoomEvent => ({ type: "feedbackLeft", position, at, by, rating, ...more });

test("the average is of all, and says of how many", () => {
  assert.equal(ratingsText([0, 0, 0, 0, 0]), "");
  assert.equal(ratingsText(undefined), "");
  assert.equal(ratingsText([0, 0, 0, 1, 0]), "4.0 of 5, 1 rating");
  assert.equal(ratingsText([1, 0, 0, 0, 2]), "3.7 of 5, 3 ratings");
  assert.deepEqual([1, 4].map(starsText), ["1 star", "4 stars"]);
});

test("it is asked for after the end, and not before the room has answered or where nothing took place", () => {
  assert.equal(isOver(fromSnapshot(ended, ada)), true);
  assert.equal(isOver(fromSnapshot({ ...ended, status: "replay" }, ada)), true);
  for (const status of ["live", "interrupted", "scheduled", "cancelled"] as const) assert.equal(isOver(fromSnapshot({ ...ended, status }, ada)), false);
  assert.equal(isOver(emptyRoom("ended", 4)), false);
});

test("one's own is kept, the last one, whichever tab or letter it came from", () => {
  const room = fold(fromSnapshot(ended, ada), [left(1, ada, 2, { comment: "Too long." }), left(2, ada, 4)]);
  assert.deepEqual(room.feedback, { rating: 4, comment: undefined });
  assert.equal(room.ratings, undefined);
});

test("a host sees the ratings as they are now and takes nobody's for their own", () => {
  const room = fold(fromSnapshot(ended, bob), [left(1, ada, 2, { ratings: [0, 1, 0, 0, 0] })]);
  assert.deepEqual(room.ratings, [0, 1, 0, 0, 0]);
  assert.equal(room.feedback, undefined);
});
