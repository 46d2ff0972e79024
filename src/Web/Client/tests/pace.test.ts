import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Pace } from "../room/pace.ts";

/** A page that is looked at or not, and a clock that goes when the test says so. */
function setting() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  Object.assign(globalThis, { document: page });
  let now = 0;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.restoreAll();
  mock.method(performance, "now", () => now);
  const drawn: number[] = [];
  const pace = new Pace(() => drawn.push(now));
  const pass = (milliseconds: number) => {
    for (; milliseconds > 0; milliseconds--, now++) mock.timers.tick(1);
  };
  const show = (seen: boolean) => {
    page.hidden = !seen;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return { pace, drawn, pass, show };
}

test("what comes after a quiet time is drawn at once, what follows it together", () => {
  const { pace, drawn, pass } = setting();
  pace.soon();
  assert.equal(drawn.length, 1);
  for (let i = 0; i < 50; i++) {
    pass(20);
    pace.soon();
  }
  assert.ok(drawn.length >= 10 && drawn.length <= 11, `${drawn.length} in a second`);
  pass(200);
  const before = drawn.length;
  pass(1_000);
  assert.equal(drawn.length, before);
  pace.soon();
  assert.equal(drawn.length, before + 1);
});

test("what cannot wait is drawn at once, and what waited with it", () => {
  const { pace, drawn, pass } = setting();
  pace.soon();
  pass(10);
  pace.soon();
  pace.now();
  assert.equal(drawn.length, 2);
  pass(500);
  assert.equal(drawn.length, 2);
});

test("a page that nobody sees is drawn when somebody looks at it again", () => {
  const { pace, drawn, pass, show } = setting();
  pace.soon();
  pass(10);
  pace.soon();
  show(false);
  pass(500);
  pace.soon();
  assert.equal(drawn.length, 1);
  show(true);
  assert.equal(drawn.length, 2);
  show(false);
  pace.now();
  assert.equal(drawn.length, 3);
  show(true);
  assert.equal(drawn.length, 3);
});
