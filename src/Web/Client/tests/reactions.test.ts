import assert from "node:assert/strict";
import { test } from "node:test";
import { ReactionBatch } from "../room/reactions/batch.ts";
import { sample, withoutOwn } from "../room/reactions/sample.ts";

test("the first tap goes at once, the next ones together a second later", () => {
  const batch = new ReactionBatch();
  assert.equal(batch.due(0), null);
  batch.add("👍");
  assert.equal(batch.due(5_000), 0);
  assert.deepEqual(batch.take(5_000), { "👍": 1 });
  batch.add("👍");
  batch.add("🎉");
  batch.add("👍");
  assert.ok(batch.due(5_100)! >= 900);
  assert.equal(batch.due(6_200), 0);
  assert.deepEqual(batch.take(6_200), { "👍": 2, "🎉": 1 });
  assert.equal(batch.due(9_000), null);
});

test("a call holds twenty, whoever taps faster loses the rest", () => {
  const batch = new ReactionBatch();
  for (let i = 0; i < 50; i++) batch.add(i % 2 ? "👍" : "🎉");
  assert.deepEqual(batch.take(0), { "🎉": 10, "👍": 10 });
  assert.equal(batch.due(5_000), null);
});

test("one's own are not shown twice, nor taken from another total", () => {
  const first = withoutOwn({ "👍": 3 }, { "👍": 1, "🎉": 2 });
  assert.deepEqual(first.others, { "👍": 2 });
  assert.deepEqual(withoutOwn({ "👍": 1, "🎉": 2 }, first.own).others, { "👍": 1 });
});

test("a sample has every kind, mostly the most, and never more than there is room for", () => {
  const shown = sample({ "👍": 900, "🎉": 100, "😮": 1 }, 10);
  assert.equal(shown.length, 10);
  assert.equal(shown.filter((one) => one === "👍").length, 8);
  assert.ok(shown.includes("🎉"));
  assert.deepEqual(sample({ "👍": 2, "🎉": 1 }, 10), ["👍", "👍", "🎉"]);
  assert.deepEqual(sample({ "👍": 5 }, 0), []);
});
