import assert from "node:assert/strict";
import { test } from "node:test";
import "./pageless.ts";
import { Connection, type Line, type Listener } from "../room/line/connection.ts";
import type { Wire } from "../room/line/hub-line.ts";
import { Sending } from "../room/line/sending.ts";
import type { Frame, Receipt, RoomEvent } from "../room/protocol.ts";

interface Call {
  method: string;
  args: readonly unknown[];
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A connection whose other end is the test. */
class FakeWire {
  readonly calls: Call[] = [];
  state: "new" | "open" | "closed" = "new";
  readonly #heard = new Map<string, (message: never) => void>();
  #closed: (error?: Error) => void = () => {};

  constructor(private readonly starts: boolean) {}

  on = (name: string, hear: (message: never) => void): void => void this.#heard.set(name, hear);
  onclose = (hear: (error?: Error) => void): void => void (this.#closed = hear);
  start = async (): Promise<void> => {
    if (!this.starts) throw new Error("503");
    this.state = "open";
  };
  invoke = (method: string, ...args: unknown[]): Promise<unknown> => new Promise((resolve, reject) => this.calls.push({ method, args, resolve, reject }));
  stop = async (): Promise<void> => this.close();

  close(error?: Error): void {
    if (this.state !== "open") return;
    this.state = "closed";
    for (const call of this.calls) call.reject(new Error("Invocation canceled due to the underlying connection being closed."));
    this.#closed(error);
  }

  hears(name: string, message: unknown): void {
    this.#heard.get(name)!(message as never);
  }

  asked = (method: string): Call[] => this.calls.filter((call) => call.method === method);
}

const event = (position: number) => ({ position, type: "messagePosted", text: `m${position}` }) as unknown as RoomEvent;
const frame = (from: number, to: number): Frame => ({ epoch: "e", from, to, events: Array.from({ length: to - from }, (_, i) => event(from + 1 + i)) });
const resumed = (position: number, after?: number) => ({
  epoch: "e",
  position,
  you: { id: "me", name: "Me", role: "attendee" },
  ...(after === undefined ? { snapshot: { messages: [], questions: [] } } : { events: frame(after, position).events }),
});

/** The page's side: what it showed, over whichever lines. `starts`: whether the first, second … line comes about. */
async function room(...starts: boolean[]) {
  const wires: FakeWire[] = [];
  const [lines, shown] = [[] as Line[], [] as number[]];
  const listener: Listener = {
    line: (line) => void lines.push(line),
    step: (step, _, answer) => {
      shown.push(...step.events.map((one) => one.position));
      if (answer) sending.resend();
    },
    pulse: () => {},
    notice: () => {},
  };
  const connection = new Connection("w", listener, () => {
    // The first is never used: it is drawn before anybody runs.
    const wire = new FakeWire(wires.length === 0 || (starts[wires.length - 1] ?? true));
    wires.push(wire);
    return wire as unknown as Wire;
  });
  const sending = new Sending(connection.invoke, () => connection.ready, () => {}, () => {}, 5_000);
  const running = connection.run();
  const line = async (number: number) => (await until(() => wires[number]?.asked("Resume").length ?? 0), wires[number]!);
  (await line(1)).asked("Resume")[0]!.resolve(resumed(10));
  await until(() => connection.ready);
  const end = async () => {
    await connection.stop();
    for (const wire of wires) wire.close();
    await running;
  };
  return { connection, sending, wires, lines, shown, line, end };
}

async function until(holds: () => unknown): Promise<void> {
  for (const limit = Date.now() + 5_000; !holds(); ) {
    assert.ok(Date.now() < limit, "It did not come.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const moving = { code: "moving", withinMilliseconds: 20 };
const states = (sending: Sending) => [...sending.actions.values()].map((action) => `${action.state} ${action.position ?? action.reason ?? ""}`);

test("told to move, it has the new line before it gives up the old one, and nobody notices", async () => {
  const { lines, shown, wires, line, end } = await room();
  const old = wires[1]!;
  old.hears("Notice", moving);
  const next = await line(2);
  assert.equal(old.state, "open");
  assert.deepEqual(next.asked("Resume")[0]!.args, [10, "e"]);

  // Frames come over both while the answer is on its way.
  old.hears("Frame", frame(10, 12));
  next.hears("Frame", frame(12, 13));
  old.hears("Frame", frame(12, 13));
  next.asked("Resume")[0]!.resolve(resumed(11, 10));
  await until(() => old.state === "closed");
  next.hears("Frame", frame(13, 14));
  assert.deepEqual(shown, [11, 12, 13, 14]);
  assert.deepEqual(lines, ["connecting", "open"]);
  await end();
});

test("what the old line did not bring comes with the new one", async () => {
  const { shown, wires, line, end } = await room();
  wires[1]!.hears("Notice", moving);
  const next = await line(2);
  next.hears("Frame", frame(13, 15));
  next.asked("Resume")[0]!.resolve(resumed(13, 10));
  await until(() => wires[1]!.state === "closed");
  assert.deepEqual(shown, [11, 12, 13, 14, 15]);
  await end();
});

test("what was asked over the old line is answered there, what comes later goes over the new one", async () => {
  const { sending, wires, line, end } = await room();
  const old = wires[1]!;
  sending.start("PostMessage", "before", null);
  old.hears("Notice", moving);
  const next = await line(2);
  next.asked("Resume")[0]!.resolve(resumed(10, 10));
  await new Promise((resolve) => setTimeout(resolve, 20));
  sending.start("PostMessage", "after", null);
  assert.equal(old.state, "open");
  assert.equal(next.asked("PostMessage").length, 1);
  old.asked("PostMessage")[0]!.resolve({ position: 11, duplicate: false } satisfies Receipt);
  await until(() => old.state === "closed");
  assert.deepEqual(states(sending), ["saved 11", "pending "]);
  assert.equal(next.asked("PostMessage").length, 1);
  await end();
});

test("what got no answer on the old line goes out again on the new one, under the same client id", async () => {
  const { sending, wires, line, end } = await room();
  const { clientId } = sending.start("PostMessage", "hello", null);
  wires[1]!.hears("Notice", moving);
  const next = await line(2);
  next.asked("Resume")[0]!.resolve(resumed(10, 10));
  await new Promise((resolve) => setTimeout(resolve, 20));
  wires[1]!.close(new Error("gone"));
  await until(() => next.asked("PostMessage").length === 1);
  assert.equal(next.asked("PostMessage")[0]!.args[0], clientId);
  next.asked("PostMessage")[0]!.resolve({ position: 11, duplicate: true } satisfies Receipt);
  await until(() => states(sending)[0] === "saved 11");
  await end();
});

test("a new line that fails is tried for again, while the old one serves", async () => {
  const { lines, shown, wires, line, end } = await room(true, false, true);
  wires[1]!.hears("Notice", moving);
  await until(() => wires.length === 3);
  wires[1]!.hears("Frame", frame(10, 11));
  assert.deepEqual(shown, [11]);
  const third = await line(3);
  third.asked("Resume")[0]!.resolve(resumed(11, 11));
  await until(() => wires[1]!.state === "closed");
  assert.deepEqual(lines, ["connecting", "open"]);
  await end();
});

test("when the old line closes first it reconnects as ever, soon after an orderly goodbye", async () => {
  const { lines, shown, wires, line, end } = await room(true, false);
  wires[1]!.hears("Notice", moving);
  await until(() => wires.length === 3);
  const began = Date.now();
  wires[1]!.close();
  const next = await line(3);
  assert.ok(Date.now() - began < 1_100, `${Date.now() - began} ms`);
  assert.deepEqual(next.asked("Resume")[0]!.args, [10, "e"]);
  next.asked("Resume")[0]!.resolve(resumed(11, 10));
  await until(() => shown.length === 1);
  assert.deepEqual(lines, ["connecting", "open", "reconnecting", "reconnecting", "open"]);
  await end();
});

test("when the new line breaks while the old one still waits for an answer, that is noticed at once", async () => {
  const { connection, sending, lines, wires, line, end } = await room();
  const old = wires[1]!;
  sending.start("PostMessage", "slow", null);
  old.hears("Notice", moving);
  const next = await line(2);
  next.asked("Resume")[0]!.resolve(resumed(10, 10));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(old.state, "open");
  next.close(new Error("gone"));
  await until(() => !connection.ready && lines.at(-1) === "reconnecting");
  assert.equal(old.state, "open");
  const third = await line(3);
  third.asked("Resume")[0]!.resolve(resumed(10, 10));
  await until(() => connection.ready);
  await end();
});

test("told twice it moves once", async () => {
  const { wires, line, end } = await room();
  wires[1]!.hears("Notice", moving);
  wires[1]!.hears("Notice", moving);
  (await line(2)).asked("Resume")[0]!.resolve(resumed(10, 10));
  await until(() => wires[1]!.state === "closed");
  assert.equal(wires.length, 3);
  await end();
});
