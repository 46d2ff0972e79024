import assert from "node:assert/strict";
import { test } from "node:test";
import { groups, isWanted, wanting } from "../bell/groups.ts";
import { lifeOf } from "../bell/pass.ts";
import { ago, pathOf, partsOf } from "../bell/words.ts";

const now = Date.parse("2027-03-01T12:00:00Z");
const [live, , replay] = groups as [(typeof groups)[0], unknown, (typeof groups)[0]];

test("every workflow that is sent has words of its own and one switch", () => {
  const all = groups.flatMap((group) => group.workflows);
  assert.equal(new Set(all).size, all.length);
  assert.equal(all.length, 14);
  for (const workflow of all) assert.doesNotMatch(partsOf({ workflow, data: { title: "T" } }).join(""), /There is news|undefined|NaN/, workflow);
  assert.equal(partsOf({ workflow: "of-tomorrow", data: {} }).join(""), "There is news of A webinar.");
});

test("a count of one is one question", () => {
  assert.match(partsOf({ workflow: "questions-waiting", data: { title: "T", count: 1 } }).join(""), /^A question is/);
  assert.match(partsOf({ workflow: "questions-waiting", data: { title: "T", count: "7" } }).join(""), /^7 questions are/);
});

test("a notice leads to pages of ours and nowhere else", () => {
  const ours = "https://webinars.example.com";
  assert.equal(pathOf({ url: `${ours}/w/x/live?a=b#c` }, ours), "/w/x/live?a=b#c");
  for (const url of ["https://evil.example/w/x", "javascript:alert(1)", "//evil.example", "data:text/html,x", 5, undefined, "http://["])
    assert.equal(pathOf({ url }, ours)?.startsWith("//") ?? false, false, String(url));
  for (const url of ["https://evil.example/w/x", "javascript:alert(1)", "//evil.example", "data:text/html,x"]) assert.equal(pathOf({ url }, ours), null, url);
});

test("what is wanted is what was not declined, however it was said", () => {
  assert.equal(isWanted({}, live), true);
  assert.equal(isWanted({ "webinar-live": false }, live), false);
  assert.equal(isWanted({ "webinar-live": { channel_types: { in_app_feed: false } } }, live), false);
  assert.equal(isWanted({ "webinar-live": { channel_types: { email: false } } }, live), true);
  assert.equal(isWanted({ "webinar-live": false }, replay), true);
});

test("a switch changes its own workflows and nothing that was said of letters", () => {
  const before = { "webinar-live": { channel_types: { email: false } }, "poll-open": { channel_types: { in_app_feed: false } } };
  const after = wanting(before, live, false);
  assert.deepEqual(after["webinar-live"], { channel_types: { email: false, in_app_feed: false } });
  assert.deepEqual(after["poll-open"], before["poll-open"]);
  assert.equal(isWanted(wanting(after, live, true), live), true);
});

test("a pass is renewed before its end, also after a long sleep", () => {
  const pass = { expiresAt: "2027-03-01T12:05:00Z" } as Parameters<typeof lifeOf>[0];
  assert.equal(lifeOf(pass, now), 240_000);
  assert.equal(lifeOf(pass, now + 240_000), 0);
  assert.equal(lifeOf(pass, now + 9e9), 0);
});

test("time is told by distance, and after a week by the day", () => {
  assert.equal(ago("2027-03-01T11:59:30Z", now), "now");
  assert.match(ago("2027-03-01T11:55:00Z", now), /5/);
  assert.match(ago("2027-02-28T11:00:00Z", now), /yesterday|1/);
  assert.match(ago("2027-02-01T11:00:00Z", now), /Feb|1/);
  assert.equal(ago("2027-03-01T12:00:09Z", now), "now");
});
