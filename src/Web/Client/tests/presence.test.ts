import assert from "node:assert/strict";
import { test } from "node:test";
import { countHint, operatorText } from "../room/load.ts";
import { added } from "../room/people/pages.ts";
import { applyPulse, emptyRoom } from "../room/state.ts";

test("a count that is not sure says so until a pulse is sure again", () => {
  const unsure = applyPulse(emptyRoom("live", 1), { head: 1, viewers: 1_234, approximate: true });
  assert.deepEqual([unsure.viewers, unsure.approximate], [1_234, true]);
  const same = applyPulse(unsure, { head: 1, viewers: 1_234, approximate: true });
  assert.equal(same, unsure);
  const sure = applyPulse(unsure, { head: 1, viewers: 1_234 });
  assert.equal(sure.approximate, undefined);
});

test("why it is not sure is said in words, to operators also what goes on", () => {
  assert.match(countHint("normal", true), /servers do not hear each other/);
  assert.match(countHint("slowCounts", true), /servers/);
  assert.equal(countHint("normal"), "");
  assert.match(operatorText(true), /chat goes on/);
  assert.equal(operatorText(undefined), "");
});

test("a list says as its newest page does whether it may be incomplete", () => {
  const first = added({ people: [], total: 0 }, { people: [], total: 3, next: "x", approximate: true });
  assert.equal(first.approximate, true);
  assert.equal(added(first, { people: [], total: 3 }).approximate, undefined);
});
