import assert from "node:assert/strict";
import { test } from "node:test";
import type { Receipt } from "../room/protocol.ts";
import { RefusedError, Sending } from "../room/line/sending.ts";

/** A hub that answers when the test says so. */
function setting(within = 100) {
  const calls: { clientId: string; resolve: (receipt: Receipt) => void; reject: (error: Error) => void }[] = [];
  const refusals: string[] = [];
  const line = { up: true };
  const sending = new Sending(
    (_, clientId) => new Promise((resolve, reject) => calls.push({ clientId, resolve, reject })),
    () => line.up,
    () => {},
    (_, code) => refusals.push(code),
    within,
  );
  return { calls, refusals, line, sending };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const state = (sending: Sending) => [...sending.actions.values()].map((action) => action.state);

test("a message is pending at once, saved with its receipt, gone when the room shows it", async () => {
  const { calls, sending } = setting();
  sending.start("PostMessage", "hello", null);
  assert.deepEqual(state(sending), ["pending"]);
  calls[0]!.resolve({ position: 12, duplicate: false });
  await settled();
  assert.deepEqual(state(sending), ["saved"]);
  sending.shown(11);
  assert.deepEqual(state(sending), ["saved"]);
  sending.shown(12);
  assert.deepEqual(state(sending), []);
});

test("when the connection breaks it stays pending and goes out again with the same client id", async () => {
  const { calls, line, sending } = setting();
  const { clientId } = sending.start("PostMessage", "hello", null);
  line.up = false;
  calls[0]!.reject(new Error("connection closed"));
  await settled();
  assert.deepEqual(state(sending), ["pending"]);
  line.up = true;
  sending.resend();
  assert.deepEqual(calls.map((call) => call.clientId), [clientId, clientId]);
});

test("what is said while there is no connection waits for it", () => {
  const { calls, line, sending } = setting();
  line.up = false;
  sending.start("PostMessage", "hello", null);
  assert.equal(calls.length, 0);
  line.up = true;
  sending.resend();
  assert.equal(calls.length, 1);
});

test("a call that is still on its way is not made twice", () => {
  const { calls, sending } = setting();
  sending.start("PostMessage", "hello", null);
  sending.resend();
  assert.equal(calls.length, 1);
});

test("a refusal fails it and says why", async () => {
  const { calls, refusals, sending } = setting();
  sending.start("PostMessage", "hello", null);
  calls[0]!.reject(new RefusedError("bad-text"));
  await settled();
  const [action] = sending.actions.values();
  assert.equal(action!.state, "failed");
  assert.equal(sending.canRetry(action!), false);
  assert.deepEqual(refusals, ["bad-text"]);
});

test("no answer in time fails it, and Retry uses the same client id", async () => {
  const { calls, sending } = setting(1);
  const { clientId } = sending.start("PostMessage", "hello", null);
  while (state(sending)[0] === "pending") await settled();
  const [action] = sending.actions.values();
  assert.equal(action!.reason, "lost");
  assert.equal(sending.canRetry(action!), true);
  sending.retry(clientId);
  assert.deepEqual(calls.map((call) => call.clientId), [clientId, clientId]);
});

test("a late refusal of what the room shows already changes nothing", async () => {
  const { calls, refusals, sending } = setting();
  const { clientId } = sending.start("PostMessage", "hello", null);
  sending.discard(clientId);
  calls[0]!.reject(new RefusedError("busy"));
  await settled();
  assert.deepEqual(state(sending), []);
  assert.deepEqual(refusals, []);
});
