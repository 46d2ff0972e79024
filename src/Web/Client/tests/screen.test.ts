import assert from "node:assert/strict";
import { test } from "node:test";
import { due, safeLink } from "../room/announcements/due.ts";
import { kindOf, problemOf, sizeText, titleOf, typeOf } from "../room/handouts/file.ts";
import { liveAhead } from "../room/stage/live-edge.ts";
import { loadText } from "../room/load.ts";
import { added, mostPeople } from "../room/people/pages.ts";
import { assignable, outranks } from "../room/people/rank.ts";
import type { Actor, Load, RoomEvent, RosterEntry } from "../room/protocol.ts";
import { newsOf } from "../room/unread.ts";

const at = "2026-01-01T10:00:00Z";
const now = Date.parse(at);
const ada: Actor = { id: "p1", name: "Ada", role: "attendee" };

test("an announcement is there until its time is over or one has hidden it", () => {
  const made = (id: number, until?: string) => ({ id, at, by: ada, text: "Hello", until });
  const list = [made(1), made(2, new Date(now + 5_000).toISOString()), made(3, at), made(4)];
  assert.deepEqual(due(list, now, (id) => id === 4).map((one) => [one.announcement.id, one.left]), [[1, undefined], [2, 5_000]]);
});

test("only https leads away from the room", () => {
  assert.equal(safeLink("https://example.com/a"), "https://example.com/a");
  for (const url of ["http://example.com", "javascript:alert(1)", "example.com", ""]) assert.equal(safeLink(url), null);
});

test("a handout is of a kind that is taken, not too large and not empty", () => {
  assert.equal(problemOf({ name: "Slides.PDF", size: 1_000 }), "");
  assert.match(problemOf({ name: "page.html", size: 1_000 }), /kind/);
  assert.match(problemOf({ name: "constructor", size: 1_000 }), /kind/);
  assert.match(problemOf({ name: "a.png", size: 6_000_000 }), /5\.7 MB/);
  assert.match(problemOf({ name: "a.png", size: 0 }), /empty/);
  assert.equal(typeOf("a.csv"), "text/csv");
  assert.deepEqual([kindOf("image/jpeg"), kindOf("application/pdf"), kindOf("application/x-new")], ["JPEG", "PDF", "File"]);
  assert.deepEqual([sizeText(900), sizeText(150_000), sizeText(1_040_000)], ["900 B", "146 KB", "1.0 MB"]);
  assert.deepEqual([titleOf("my_slides.v2.pdf"), titleOf(".pdf")], ["my slides.v2", ".pdf"]);
});

test("one gives roles below one's own to people below oneself, from host on", () => {
  assert.deepEqual(assignable("host", "attendee"), ["attendee", "panelist", "moderator"]);
  assert.deepEqual(assignable("owner", "host"), ["attendee", "panelist", "moderator", "host"]);
  for (const [you, other] of [["moderator", "attendee"], ["host", "host"], ["host", "owner"], ["attendee", "attendee"]] as const) assert.deepEqual(assignable(you, other), []);
  assert.ok(outranks("moderator", "panelist"));
  assert.ok(!outranks("moderator", "moderator"));
});

test("a page of people follows what is held, everybody once and not without end", () => {
  const person = (id: string): RosterEntry => ({ id, name: id, role: "attendee", since: at });
  const held = added({ people: [], total: 0 }, { people: [person("a"), person("b")], next: "b", total: 3 });
  assert.deepEqual(added(held, { people: [person("b"), person("c")], total: 3 }), { people: [person("a"), person("b"), person("c")], next: undefined, total: 3 });
  const full = Array.from({ length: mostPeople }, (_, index) => person(`p${index}`));
  assert.equal(added({ people: full, total: 5_000 }, { people: [person("z")], next: "z", total: 5_000 }).next, undefined);
});

test("a tab has news of what others did, not of what one did oneself", () => {
  const said: RoomEvent = { type: "messagePosted", position: 1, at, by: ada, clientId: "a", text: "Hi" };
  assert.equal(newsOf(said, "p2"), "chat");
  assert.equal(newsOf(said, ada.id), null);
  assert.equal(newsOf({ ...said, removed: "author" }, "p2"), null);
  assert.equal(newsOf({ type: "questionAnswered", position: 2, at, questionId: 1, isPrivate: true, questions: [] }, "p2"), null);
  assert.equal(newsOf({ type: "pollDrafted", position: 2, at, by: ada, pollId: 1 }, "p2"), null);
  assert.equal(newsOf({ type: "pollOpened", position: 2, at, pollId: 1, poll: { id: 1, at, question: "?", options: [], multiple: false, hideResults: false, state: "open" } }, "p2"), "polls");
});

test("a sentence says what there is less of, and none what nobody notices", () => {
  for (const load of ["normal", "slowCounts", "paced"] satisfies Load[]) assert.equal(loadText(load, false), "");
  assert.match(loadText("sampledReactions", false), /reactions/);
  assert.match(loadText("sampledChat", false), /part of the chat/);
  assert.match(loadText("readOnly", false), /only read/);
  assert.match(loadText("readOnly", true), /attendees/);
});

test("who paused or fell behind is shown the way to live, who is there is not", () => {
  const seekable = (end: number) => ({ length: end > 0 ? 1 : 0, start: () => 0, end: () => end });
  const head = { paused: false, seekable: seekable(100), liveEdgeStart: 90 };
  assert.equal(liveAhead({ ...head, currentTime: 92 }), null);
  assert.equal(liveAhead({ ...head, currentTime: 87 }), null);
  assert.equal(liveAhead({ ...head, currentTime: 87, paused: true }), 90);
  assert.equal(liveAhead({ ...head, currentTime: 60 }), 90);
  assert.equal(liveAhead({ ...head, currentTime: 60, liveEdgeStart: NaN }), 94);
  assert.equal(liveAhead({ ...head, currentTime: 0, seekable: seekable(0) }), null);
  assert.equal(liveAhead({ ...head, currentTime: 0, seekable: seekable(Infinity), liveEdgeStart: NaN }), null);
});
