import assert from "node:assert/strict";
import { test } from "node:test";
import { behind, judge } from "../room/broadcast/congestion.ts";
import { chooseFormat, fewer } from "../room/broadcast/formats.ts";
import { eased, levelOf } from "../room/broadcast/level.ts";
import { captureProblem, mayHelp, sendingProblem } from "../room/broadcast/problems.ts";

test("a browser that records H.264 is asked for it, another for what it has, one without any for nothing", () => {
  const chromium = ["video/webm;codecs=h264,opus", "video/mp4;codecs=avc1.42E01E,opus", "video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
  assert.equal(chooseFormat((mime) => chromium.includes(mime)), "video/webm;codecs=h264,opus");
  assert.equal(chooseFormat((mime) => ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4"].includes(mime)), "video/mp4;codecs=avc1.42E01E,mp4a.40.2");
  assert.equal(chooseFormat((mime) => ["video/webm;codecs=vp8,opus", "video/webm"].includes(mime)), "video/webm;codecs=vp8,opus");
  assert.equal(chooseFormat(() => false), null);
});

test("what waits too long is not waited for, and the next recording is coarser but still a picture", () => {
  assert.equal(behind(1_000_000, 2_000_000), 4);
  assert.deepEqual([0, 1.9, 2, 7.9, 8, 60].map(judge), ["fine", "fine", "slow", "slow", "hopeless", "hopeless"]);
  let bits = 4_500_000;
  for (let i = 0; i < 20; i++) bits = fewer(bits);
  assert.equal(bits, 400_000);
  assert.equal(fewer(2_500_000), 1_500_000);
});

test("the meter is empty in silence, full at the loudest, and rises with the voice", () => {
  const tone = (loudness: number) => Array.from({ length: 1_000 }, (_, i) => Math.sin(i) * loudness);
  assert.equal(levelOf(new Float32Array(100)), 0);
  assert.equal(levelOf([]), 0);
  assert.equal(levelOf(Array(100).fill(1)), 1);
  const [whisper, speech, shout] = [0.005, 0.05, 0.5].map((loudness) => levelOf(tone(loudness)));
  assert.ok(0 < whisper! && whisper! < speech! && speech! < shout! && shout! < 1);
  assert.equal(eased(0.2, 0.9), 0.9);
  assert.ok(eased(0.9, 0) > 0.8);
});

test("every refusal of a device says which and what to do, and who cancels the choice of a screen is left alone", () => {
  for (const name of ["NotAllowedError", "NotFoundError", "NotReadableError", "OverconstrainedError", "Something"]) {
    assert.match(captureProblem("camera", name), /camera.*below/i);
    assert.match(captureProblem("microphone", name), /microphone.*below/i);
  }
  assert.equal(captureProblem("screen", "NotAllowedError"), "");
  assert.match(captureProblem("camera", "Insecure"), /https/);
});

test("what may pass is tried again, what another has decided is not", () => {
  for (const code of ["", "cut-off", "busy", "too-fast", "too-late"]) assert.ok(mayHelp(code));
  for (const code of ["taken-over", "on-air", "not-allowed", "banned", "wrong-state", "no-broadcast", "not-signed-in", "unsupported-type", "invalid"]) {
    assert.ok(!mayHelp(code));
    assert.ok(sendingProblem(code).length > 10);
  }
});
