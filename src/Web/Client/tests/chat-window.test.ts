import assert from "node:assert/strict";
import { test } from "node:test";
import { anchorAt, indexFrom, placeOf, spanOf, topsOf } from "../room/chat/window.ts";

const heights = [40, 100, 60, 40, 80];
const tops = topsOf(heights.length, (index) => heights[index]!);
const keys = [10, 20, 30, 40, 50];
const keyOf = (index: number) => keys[index]!;

test("every row begins where the one before it ends", () => {
  assert.deepEqual([...tops], [0, 40, 140, 200, 240, 320]);
});

test("only the rows that are seen are in the span, those that touch the edge too", () => {
  assert.deepEqual(spanOf(tops, 0, 100, 0), { first: 0, last: 2 });
  assert.deepEqual(spanOf(tops, 39, 10, 0), { first: 0, last: 2 });
  assert.deepEqual(spanOf(tops, 140, 59, 0), { first: 2, last: 3 });
  assert.deepEqual(spanOf(tops, 150, 20, 60), { first: 1, last: 4 });
});

test("a span never leaves the list", () => {
  assert.deepEqual(spanOf(tops, -500, 100, 0), { first: 0, last: 1 });
  assert.deepEqual(spanOf(tops, 900, 100, 0), { first: 4, last: 5 });
  assert.deepEqual(spanOf(topsOf(0, () => 0), 0, 500, 100), { first: 0, last: 0 });
});

test("what is read stays where it is when earlier rows come, and when rows above grow", () => {
  const anchor = anchorAt(tops, 150, keyOf);
  assert.deepEqual(anchor, { key: 30, offset: 10 });
  const more = [1, 2, ...keys];
  assert.equal(placeOf(anchor, topsOf(7, (index) => (index < 2 ? 25 : heights[index - 2]!)), (index) => more[index]!), 200);
  assert.equal(placeOf(anchor, topsOf(5, (index) => heights[index]! + (index === 0 ? 30 : 0)), keyOf), 180);
  assert.equal(placeOf(anchor, topsOf(5, (index) => heights[index]! + (index === 4 ? 500 : 0)), keyOf), 150);
});

test("when the row that was read is gone, the next one takes its place", () => {
  const left = [10, 20, 40, 50];
  assert.equal(placeOf({ key: 30, offset: 10 }, topsOf(4, () => 50), (index) => left[index]!), 100);
  assert.equal(placeOf({ key: 99, offset: 10 }, topsOf(4, () => 50), (index) => left[index]!), 200);
  assert.equal(placeOf({ key: 30, offset: 10 }, topsOf(0, () => 0), () => 0), 0);
});

test("an anchor above the first row or below the last one is kept as it is", () => {
  for (const y of [-30, 0, 40, 199.5, 320, 400]) assert.equal(placeOf(anchorAt(tops, y, keyOf), tops, keyOf), y);
});

test("a key is found by halving", () => {
  assert.deepEqual([5, 10, 11, 50, 51].map((key) => indexFrom(5, keyOf, key)), [0, 0, 1, 4, 5]);
});
