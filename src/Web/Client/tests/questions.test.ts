import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Actor, RoomEvent, SimilarQuestion } from "../room/protocol.ts";
import { likeness, targets } from "../room/questions/alike.ts";
import { newsOf } from "../room/questions/news.ts";
import { outranks, team } from "../room/questions/people.ts";
import { Similar } from "../room/questions/similar.ts";
import { emptyRoom, type Question, type RoomState } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const ada: Actor = { id: "p1", name: "Ada", role: "attendee" };
const grace: Actor = { id: "p2", name: "Grace", role: "moderator" };
const question = (id: number, text: string, more: Partial<Question> = {}): Question => ({ id, at, clientId: `q${id}`, text, anonymous: false, state: "open", votes: 1, mine: false, askers: 1, pinned: false, ...more });
const room = (more: Partial<RoomState>): RoomState => ({ ...emptyRoom("live", 1), you: ada, ...more });

test("texts that share words are more alike than others, whatever their case and accents", () => {
  assert.equal(likeness("Why?", "why"), 1);
  assert.equal(likeness("Où est la salle", "ou est la SALLE"), 1);
  assert.ok(likeness("Is the recording available?", "Will the recording be available later?") > 0.5);
  assert.ok(likeness("Is the recording available?", "What does it cost?") < 0.2);
  assert.equal(likeness("", "?"), 0);
});

test("a question is merged into an open one: the most alike first, then by votes; never into itself nor into what is gone", () => {
  const self = question(1, "Is the recording available?");
  const list = [self, question(2, "What does it cost?"), question(3, "Who pays?", { votes: 9 }), question(4, "Is a recording available?"), question(5, "Recording?", { state: "dismissed" }), question(6, "Recording?", { state: "merged" })];
  assert.deepEqual(targets(list, self, "").map((one) => one.id), [4, 3, 2]);
});

test("the search keeps those with all its words", () => {
  const list = [question(2, "What does it cost in Zürich?"), question(3, "What is it?")];
  assert.deepEqual(targets(list, question(1, "x"), "zurich WHAT").map((one) => one.id), [2]);
  assert.deepEqual(targets(list, question(1, "x"), "nothing"), []);
});

test("the team is everybody above an attendee whom the room has shown, each once with the last role", () => {
  const promoted: Actor = { ...ada, role: "panelist" };
  const message = { position: 9, at, by: promoted, clientId: "m", text: "hi" };
  assert.deepEqual(team(room({ you: grace, questions: [question(1, "x", { by: ada }), question(2, "y", { by: { ...ada, id: "p3" } })], messages: [message] })), [promoted, grace]);
});

test("one outranks those below, not those of the same rank", () => {
  assert.equal(outranks("moderator", "panelist"), true);
  assert.equal(outranks("moderator", "moderator"), false);
  assert.equal(outranks("moderator", "owner"), false);
});

test("what becomes of one's own question is told, of others' not", () => {
  const dismissed = (by: Actor) => room({ questions: [question(1, "x", { by, state: "dismissed", reason: "Off topic" })] });
  const event = { type: "questionDismissed", questionId: 1, position: 5, at, by: grace } as RoomEvent;
  assert.equal(newsOf(event, dismissed(ada)), "Your question was dismissed: Off topic");
  assert.equal(newsOf(event, dismissed({ ...ada, id: "p7" })), null);
});

test("what is being answered is told to everybody", () => {
  const event = { type: "answeringStarted", questionId: 1, position: 5, at, by: grace } as RoomEvent;
  assert.equal(newsOf(event, room({ questions: [question(1, "Why?")] })), "Being answered now: Why?");
});

/** Typing with a clock of our own; what was looked for. */
function typing(answer: (text: string) => Promise<SimilarQuestion[]>): { similar: Similar; asked: string[]; rest(): Promise<void> } {
  const asked: string[] = [];
  const similar = new Similar((text) => (asked.push(text), answer(text)), () => {});
  return {
    similar,
    asked,
    rest: async () => {
      mock.timers.tick(400);
      for (let i = 0; i < 5; i++) await Promise.resolve();
    },
  };
}
const found = (...ids: number[]): SimilarQuestion[] => ids.map((id) => ({ id, text: "x", votes: 1 }));

test("similar questions are looked for when the typing rests, once, and not before ten characters", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { similar, asked, rest } = typing(async () => found(1, 2, 3, 4));
  similar.typed("123456789");
  await rest();
  assert.deepEqual(asked, []);
  similar.typed("1234567890");
  similar.typed("12345678901");
  similar.typed("12345678901 ");
  await rest();
  assert.deepEqual(asked, ["12345678901"]);
  assert.deepEqual(similar.list.map((one) => one.id), [1, 2, 3]);
  similar.typed("");
  assert.deepEqual(similar.list, []);
});

test("an answer to what is not written any more is not shown, and no answer is no offer", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  let answer: (list: SimilarQuestion[]) => void = () => {};
  const late = typing(() => new Promise((resolve) => (answer = resolve)));
  late.similar.typed("a long question");
  await late.rest();
  late.similar.typed("");
  answer(found(1));
  await late.rest();
  assert.deepEqual(late.similar.list, []);
  const refused = typing(() => Promise.reject(new Error("too-fast")));
  refused.similar.typed("a long question");
  await refused.rest();
  assert.deepEqual(refused.asked, ["a long question"]);
  assert.deepEqual(refused.similar.list, []);
});
