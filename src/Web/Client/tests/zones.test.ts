import assert from "node:assert/strict";
import { test } from "node:test";
import { momentOf, wallClock } from "../zones.ts";

const moment = (date: string, time: string, zone: string) => momentOf(date, time, zone)?.toISOString();

test("a wall clock's time in a zone is a moment", () => {
  assert.equal(moment("2026-01-15", "18:00", "Europe/Berlin"), "2026-01-15T17:00:00.000Z");
  assert.equal(moment("2026-07-15", "18:00", "Europe/Berlin"), "2026-07-15T16:00:00.000Z");
  assert.equal(moment("2026-07-15", "18:00", "Asia/Kolkata"), "2026-07-15T12:30:00.000Z");
  assert.equal(moment("2026-07-15", "18:00", "Pacific/Auckland"), "2026-07-15T06:00:00.000Z");
});

test("an hour that is skipped counts from before the change, one that comes twice is the first", () => {
  assert.equal(moment("2026-03-29", "02:30", "Europe/Berlin"), "2026-03-29T01:30:00.000Z");
  assert.equal(moment("2026-10-25", "02:30", "Europe/Berlin"), "2026-10-25T00:30:00.000Z");
});

test("there and back again", () => {
  for (const zone of ["UTC", "America/New_York", "Australia/Lord_Howe"])
    assert.deepEqual(wallClock(momentOf("2026-11-01", "09:45", zone)!, zone), { date: "2026-11-01", time: "09:45" });
});

test("what is no date gives nothing", () => {
  assert.equal(momentOf("", "10:00", "UTC"), null);
  assert.equal(momentOf("2026-02-30x", "10:00", "UTC"), null);
});
