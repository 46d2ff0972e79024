import assert from "node:assert/strict";
import { test } from "node:test";
import { Place } from "../room/line/frames.ts";
import type { Frame, RoomEvent } from "../room/protocol.ts";

const at = "2026-01-01T10:00:00Z";
const message = (position: number): RoomEvent => ({ type: "messagePosted", position, at, clientId: `c${position}`, text: `m${position}` });
const frame = (from: number, to: number, epoch = "e1"): Frame => ({
  epoch,
  from,
  to,
  events: Array.from({ length: to - from }, (_, index) => message(from + index + 1)),
});
const you = { id: "p1", name: "Ada", role: "attendee" as const };
const positions = (step: { events: RoomEvent[] }) => step.events.map((event) => event.position);

function standing(position: number): Place {
  const place = new Place();
  place.leave();
  place.resumed({ epoch: "e1", position, you, events: [] });
  return place;
}

test("a frame that begins where we stand is applied", () => {
  const place = standing(5);
  assert.deepEqual(positions(place.frame(frame(5, 7))), [6, 7]);
  assert.equal(place.position, 7);
});

test("a frame without events still moves us on", () => {
  const place = standing(5);
  assert.deepEqual(place.frame({ epoch: "e1", from: 5, to: 9, events: [] }), { events: [], resume: false });
  assert.equal(place.position, 9);
});

test("a frame that we hold already is ignored", () => {
  const place = standing(7);
  assert.deepEqual(place.frame(frame(5, 7)), { events: [], resume: false });
  assert.equal(place.position, 7);
});

test("of an overlapping frame only what is new is applied", () => {
  const place = standing(6);
  assert.deepEqual(positions(place.frame(frame(5, 8))), [7, 8]);
});

test("a gap asks for Resume and applies nothing", () => {
  const place = standing(5);
  assert.deepEqual(place.frame(frame(6, 7)), { events: [], resume: true });
  assert.equal(place.position, 5);
});

test("a frame of another epoch asks for Resume", () => {
  assert.equal(standing(5).frame(frame(5, 6, "e2")).resume, true);
});

test("a frame before the first answer asks for Resume", () => {
  assert.equal(new Place().frame(frame(0, 1)).resume, true);
});

test("frames that come while Resume is on its way wait and are applied after its answer", () => {
  const place = standing(5);
  place.leave();
  assert.deepEqual(positions(place.frame(frame(8, 9))), []);
  assert.deepEqual(positions(place.frame(frame(9, 10))), []);
  const step = place.resumed({ epoch: "e1", position: 8, you, events: [message(6), message(7), message(8)] });
  assert.deepEqual(positions(step), [6, 7, 8, 9, 10]);
  assert.equal(step.resume, false);
  assert.equal(place.position, 10);
});

test("a gap between the answer and what waited asks again", () => {
  const place = standing(5);
  place.leave();
  place.frame(frame(9, 10));
  assert.equal(place.resumed({ epoch: "e1", position: 8, you, events: [] }).resume, true);
});

test("frames that waited for a lost connection are forgotten", () => {
  const place = standing(5);
  place.leave();
  place.frame(frame(5, 6));
  place.lost();
  assert.equal(place.resuming, false);
  place.leave();
  assert.deepEqual(positions(place.resumed({ epoch: "e1", position: 5, you, events: [] })), []);
});

test("a snapshot of a new epoch replaces our place, and frames of the old one are dropped", () => {
  const place = standing(50);
  place.leave();
  place.frame(frame(50, 51));
  const snapshot = { status: "live" as const, revision: 3, viewers: 1, messages: [], questions: [] };
  const step = place.resumed({ epoch: "e2", position: 2, you, snapshot });
  assert.equal(step.snapshot, snapshot);
  assert.deepEqual(positions(step), []);
  assert.equal(place.position, 2);
});

test("a pulse with a later head asks for Resume, one with ours does not", () => {
  const place = standing(5);
  assert.equal(place.head(6).resume, true);
  assert.equal(place.head(5).resume, false);
  place.leave();
  assert.equal(place.head(6).resume, false);
});
