import assert from "node:assert/strict";
import { test } from "node:test";
import { returnTo } from "../return-to.ts";
import { backoff } from "../room/line/backoff.ts";
import { pieces } from "../room/linkify.ts";
import { clock, lengthOf, rounded } from "../text.ts";

const links = (text: string) => pieces(text).flatMap((piece) => ("href" in piece ? [piece.href] : []));
const joined = (text: string) => pieces(text).map((piece) => piece.text).join("");

test("addresses become links and the text stays the same", () => {
  const text = "see https://example.org/a?b=c, and (http://example.org/x_(y)).";
  assert.deepEqual(links(text), ["https://example.org/a?b=c", "http://example.org/x_(y)"]);
  assert.equal(joined(text), text);
});

test("nothing but http and https is ever a link", () => {
  for (const text of ["javascript:alert(1)", "data:text/html,x", "https://", "file:///etc/passwd", "//example.org", "<img src=x>"]) {
    assert.deepEqual(links(text), [], text);
    assert.equal(joined(text), text);
  }
});

test("markup next to an address is not part of it", () => {
  assert.deepEqual(links('https://example.org/"><script>'), ["https://example.org/"]);
});

test("returnTo stays on the site", () => {
  assert.equal(returnTo("/w/hello/live?tab=chat#x"), "/w/hello/live?tab=chat#x");
  for (const bad of [null, "", "https://evil.example", "//evil.example", "/\\evil.example", "evil", "/\t/evil.example", "/a\nb", "javascript:alert(1)"])
    assert.equal(returnTo(bad, "/"), "/", String(bad));
});

test("length counts what a reader calls characters", () => {
  assert.equal(lengthOf("👩‍👩‍👧 e\u0301"), 3);
});

test("counts are exact to a thousand, then rounded", () => {
  assert.deepEqual([0, 999, 1_000, 1_249, 12_345, 123_456, 999_600].map(rounded), ["0", "999", "1k", "1.2k", "12.3k", "123k", "1M"]);
});

test("a clock shows hours only where there are any", () => {
  assert.deepEqual([0, 999, 61_000, 3_845_000].map(clock), ["0:00", "0:01", "1:01", "1:04:05"]);
});

test("back-off stays between half a second and fifteen", () => {
  for (let attempt = 0; attempt < 50; attempt++)
    for (const random of [0, 0.5, 0.999]) {
      const delay = backoff(attempt, () => random);
      assert.ok(delay >= 500 && delay <= 15_000, `${attempt}: ${delay}`);
    }
  assert.ok(backoff(9, () => 1) > backoff(0, () => 1));
});
