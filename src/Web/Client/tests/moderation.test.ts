import assert from "node:assert/strict";
import { test } from "node:test";
import { type Decision, sentence } from "../room/moderation/sentences.ts";
import { queue, waitingFor } from "../room/moderation/waiting.ts";
import type { Actor, MessageView, RoomSettings } from "../room/protocol.ts";
import { begin, edited, rebased, wordsOf } from "../room/moderation/settings-draft.ts";
import { emptyRoom, fold, type Question, type RoomState } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const ada: Actor = { id: "p1", name: "Ada", role: "attendee" };
const grace: Actor = { id: "p2", name: "Grace", role: "moderator" };
const question = (id: number, more: Partial<Question> = {}): Question => ({ id, at, clientId: `q${id}`, text: "Why?", anonymous: false, state: "open", votes: 1, mine: false, askers: 1, pinned: false, ...more });
const message = (position: number, more: Partial<MessageView> = {}): MessageView => ({ position, at, by: ada, clientId: `m${position}`, text: "hello", ...more });
const room = (more: Partial<RoomState>): RoomState => ({ ...emptyRoom("live", 1), you: grace, ...more });

test("what waits: pending questions, reported and flagged messages, newest first, each once", () => {
  const flagged = message(3, { flagged: "spam" });
  const state = room({
    questions: [question(1, { state: "pending" }), question(2)],
    messages: [flagged, message(4), message(5, { flagged: "spam", removed: "moderator" })],
    reports: [{ message: flagged, count: 2, reasons: ["rude"] }, { message: message(6), count: 1, reasons: [] }],
  });
  assert.deepEqual(queue(state).map((one) => [one.kind, one.id]), [["message", 6], ["message", 3], ["question", 1]]);
  assert.equal(waitingFor(state), 3);
  assert.equal(waitingFor(room({})), 0);
});

test("a flagged message that a moderator looked at waits no more", () => {
  const state = room({ messages: [message(3, { flagged: "spam" }), message(4, { flagged: "spam" })] });
  const after = fold(state, [{ position: 9, at, by: grace, type: "reportsResolved", messageId: 3 }]);
  assert.deepEqual(queue(after).map((one) => one.id), [4]);
});

test("the log reads as sentences", () => {
  const state = room({ questions: [question(1), question(2, { text: "How?" })], messages: [message(3)] });
  const said = (one: Partial<Decision> & { type: string }) => sentence({ position: 9, at, by: grace, ...one }, state);
  assert.equal(said({ type: "questionDismissed", questionId: 1, reason: "Off topic" }), "dismissed the question “Why?”: Off topic");
  assert.equal(said({ type: "questionDismissed", questionId: 77 }), "dismissed the question");
  assert.equal(said({ type: "questionsMerged", questionId: 1, intoId: 2 }), "merged the question “Why?” into “How?”");
  assert.equal(said({ type: "messagePinned", messageId: 3, on: false }), "unpinned Ada’s message “hello”");
  assert.equal(said({ type: "messageRemoved", messageId: 99 }), "removed a message");
  assert.equal(said({ type: "roleChanged", person: { ...ada, role: "owner" } }), "made Ada an owner");
  const mute = { id: 9, at, by: grace, kind: "mute", person: ada, until: "2026-01-01T10:10:00Z", removedMessages: true } as const;
  assert.equal(said({ type: "personSanctioned", sanction: mute }), "muted Ada for 10 minutes and removed their messages");
  assert.equal(said({ type: "personSanctioned", sanction: { ...mute, kind: "ban", person: undefined, until: undefined, removedMessages: false, reason: "Spam" } }), "banned an anonymous asker for good: Spam");
});

test("a decision of a kind that this page does not know is a sentence too, and a long text is cut", () => {
  assert.equal(sentence({ position: 9, at, type: "stageCleared" }, room({})), "did something new here (stage cleared)");
  const long = sentence({ position: 9, at, type: "questionApproved", questionId: 1 }, room({ questions: [question(1, { text: "👩‍🚀 long ".repeat(60) })] }));
  assert.ok(long.length < 200 && long.endsWith("…”"), long);
});

const settings: RoomSettings = { chat: "everyone", slowModeSeconds: 0, links: "everyone", blockedWords: [], flaggedWords: [], questions: "on", questionApproval: false, anonymousQuestions: true, openEarly: true, attendeeRoster: false, hands: true };

test("what others save is followed, except where it is being edited here; that is told", () => {
  const editing = { ...begin(settings), draft: { ...settings, chat: "hosts" as const, slowModeSeconds: 30 } };
  assert.deepEqual(edited(editing), ["chat", "slowModeSeconds"]);
  const after = rebased(editing, { ...settings, slowModeSeconds: 10, hands: false });
  assert.deepEqual(after.draft, { ...settings, chat: "hosts", slowModeSeconds: 30, hands: false });
  assert.deepEqual(after.clashes, ["slowModeSeconds"]);
  assert.deepEqual(edited(after), ["chat", "slowModeSeconds"]);
});

test("others saved what I have written: nothing is left to save, nothing clashes", () => {
  const editing = { ...begin(settings), draft: { ...settings, slowModeSeconds: 30 } };
  const after = rebased(editing, { ...settings, slowModeSeconds: 30 });
  assert.deepEqual(edited(after), []);
  assert.deepEqual(after.clashes, []);
});

test("words: one a line, without blank lines and repeats", () => {
  assert.deepEqual(wordsOf(" spam \n\nFree   money\nSPAM\n"), ["spam", "Free money"]);
  assert.deepEqual(wordsOf("\n \n"), []);
});
