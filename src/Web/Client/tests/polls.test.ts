import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, filled, missing, moved } from "../room/polls/draft.ts";
import { bars, listed, seesResults } from "../room/polls/results.ts";
import type { PollState, PollView } from "../room/protocol.ts";

const poll = (more: Partial<PollView> = {}): PollView => ({ id: 1, at: "2026-01-01T10:00:00Z", question: "Tea?", options: ["Yes", "No", "Later"], multiple: false, hideResults: true, state: "open", ...more });

test("percents are of those who voted, and of nobody they are none", () => {
  assert.deepEqual(bars(poll({ results: { counts: [2, 1, 0], voters: 3 }, mine: [1] }), true)!.map((bar) => [bar.percent, bar.mine, bar.leads]), [[67, false, true], [33, true, false], [0, false, false]]);
  assert.deepEqual(bars(poll({ results: { counts: [0, 0, 0], voters: 0 } }), true)!.map((bar) => [bar.percent, bar.leads]), [[0, false], [0, false], [0, false]]);
});

test("of several choices everybody can have chosen all", () => {
  assert.deepEqual(bars(poll({ multiple: true, results: { counts: [4, 4, 2], voters: 4 } }), true)!.map((bar) => bar.percent), [100, 100, 50]);
});

test("results that are not there, or not for these eyes, are no bars", () => {
  assert.equal(bars(poll(), true), null);
  assert.equal(bars(poll({ results: { counts: [1, 0, 0], voters: 1 } }), false), null);
});

test("hidden results are for who voted, for moderators, and for all once published", () => {
  assert.equal(seesResults(poll(), false), false);
  assert.equal(seesResults(poll({ mine: [] }), false), false);
  assert.equal(seesResults(poll({ state: "closed" }), false), false);
  assert.ok(seesResults(poll({ mine: [0] }), false));
  assert.ok(seesResults(poll(), true));
  assert.ok(seesResults(poll({ state: "published" }), false));
  assert.ok(seesResults(poll({ hideResults: false }), false));
});

test("open ones first, then drafts, then the newest; drafts only for moderators", () => {
  const polls = (["published", "draft", "open", "closed"] satisfies PollState[]).map((state, index) => poll({ id: index + 1, state }));
  assert.deepEqual(listed(polls, true).map((one) => one.id), [3, 2, 4, 1]);
  assert.deepEqual(listed(polls, false).map((one) => one.id), [3, 4, 1]);
});

test("a draft needs a question and two different answers", () => {
  const draft = { ...draftOf(), question: "Tea or coffee?", options: ["Tea", "Coffee", " "] };
  assert.equal(missing(draft), "");
  assert.deepEqual(filled(draft), ["Tea", "Coffee"]);
  assert.match(missing({ ...draft, question: " ?" }), /question/);
  assert.match(missing({ ...draft, options: ["Tea", ""] }), /two/);
  assert.match(missing({ ...draft, options: ["Tea", "tea "] }), /same/);
});

test("an answer moves by one place and not over the edge", () => {
  assert.deepEqual(moved(["a", "b", "c"], 1, -1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, 1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b"], 0, -1), ["a", "b"]);
  assert.deepEqual(moved(["a", "b"], 1, 1), ["a", "b"]);
});
