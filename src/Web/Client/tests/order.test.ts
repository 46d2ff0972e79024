import assert from "node:assert/strict";
import { test } from "node:test";
import { settle, sorted } from "../room/questions/order.ts";
import type { Question } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const question = (id: number, votes: number, more: Partial<Question> = {}): Question => ({ id, at, clientId: `q${id}`, text: "Why?", anonymous: false, state: "open", votes, mine: false, askers: 1, pinned: false, ...more });
const answered = (when: string) => ({ state: "answered" as const, answer: { at: when, isPrivate: false } });

test("top: most votes first, ties oldest first, answered ones below", () => {
  const list = [question(1, 2, answered(at)), question(2, 3), question(3, 5), question(4, 3)];
  assert.deepEqual(sorted(list, "top"), [3, 2, 4, 1]);
});

test("new, answered and mine", () => {
  const list = [question(1, 1, answered("2026-01-01T10:05:00Z")), question(2, 1, { by: { id: "p1", name: "Ada", role: "attendee" } }), question(3, 1, answered("2026-01-01T10:09:00Z"))];
  assert.deepEqual(sorted(list, "new"), [3, 2, 1]);
  assert.deepEqual(sorted(list, "answered"), [3, 1]);
  assert.deepEqual(sorted(list, "mine", "p1"), [2]);
});

test("on top: the pinned one, then the one being answered, in the new ones too", () => {
  const list = [question(1, 1, { pinned: true, ...answered(at) }), question(2, 2, { state: "answering" }), question(3, 9)];
  assert.deepEqual(sorted(list, "top"), [1, 2, 3]);
  assert.deepEqual(sorted(list, "new"), [1, 2, 3]);
});

test("what waits for a moderator is listed for its asker and for nobody else; what was dismissed only among one's own", () => {
  const by = { id: "p1", name: "Ada", role: "attendee" } as const;
  const list = [question(1, 1, { by, state: "pending" }), question(2, 1, { by, state: "dismissed" }), question(3, 1, { by, state: "merged", mergedInto: 4 }), question(4, 3)];
  assert.deepEqual(sorted(list, "top", "p1"), [4, 1]);
  assert.deepEqual(sorted(list, "top", "p2"), [4]);
  assert.deepEqual(sorted(list, "mine", "p1"), [3, 2, 1]);
  assert.deepEqual(sorted(list, "mine", "p2"), []);
});

test("moderators' lists: what is starred, what was dismissed, what is for me", () => {
  const list = [question(1, 1, { starred: true }), question(2, 1, { starred: true, state: "merged" }), question(3, 1, { state: "dismissed" }), question(4, 1, { assignee: { id: "p9", name: "Grace", role: "panelist" } })];
  assert.deepEqual(sorted(list, "starred", "p9"), [1]);
  assert.deepEqual(sorted(list, "dismissed", "p9"), [3]);
  assert.deepEqual(sorted(list, "mine", "p9"), [4]);
});

test("what is shown does not move; the number that would is told", () => {
  assert.deepEqual(settle([1, 2, 3], [3, 1, 2]), { order: [1, 2, 3], moved: 1 });
  assert.deepEqual(settle([1, 2, 3], [3, 2, 1]), { order: [1, 2, 3], moved: 2 });
});

test("in the wanted order nothing has moved", () => {
  assert.deepEqual(settle([2, 1], [2, 1]), { order: [2, 1], moved: 0 });
});

test("a new one is added at the end, and counts as moved when it belongs elsewhere", () => {
  assert.deepEqual(settle([1, 2], [1, 2, 3]), { order: [1, 2, 3], moved: 0 });
  assert.deepEqual(settle([1, 2], [3, 1, 2]), { order: [1, 2, 3], moved: 1 });
});

test("what no longer belongs to the list leaves it", () => {
  assert.deepEqual(settle([1, 2, 3], [1, 3]), { order: [1, 3], moved: 0 });
});
