import assert from "node:assert/strict";
import { test } from "node:test";
import { canEdit, type Choice, choicesFor } from "../room/chat/choices.ts";
import type { MessageView, Role } from "../room/protocol.ts";
import { emptyRoom, type RoomState } from "../room/state.ts";

const at = "2026-01-01T10:00:00Z";
const now = Date.parse(at) + 60_000;
const room = (role: Role, more: Partial<RoomState> = {}): RoomState => ({ ...emptyRoom("live", 1), you: { id: "me", name: "Ada", role }, ...more });
const message = (by: string, role: Role = "attendee", more: Partial<MessageView> = {}): MessageView => ({ position: 7, at, by: { id: by, name: "Bob", role }, clientId: "c", text: "Hi", ...more });
const choices = (role: Role, about: MessageView, open = true): Choice[] => choicesFor(about, room(role), open, now);

test("an attendee replies to others and reports them, and moderates nobody", () => {
  assert.deepEqual(choices("attendee", message("b")), ["reply", "copy", "report"]);
});

test("one's own can be edited and deleted, and is not reported", () => {
  assert.deepEqual(choices("attendee", message("me")), ["reply", "copy", "edit", "delete"]);
});

test("after five minutes, or in a closed chat, nothing is edited; deleting stays", () => {
  assert.equal(canEdit(message("me"), room("attendee"), Date.parse(at) + 299_999), true);
  assert.equal(canEdit(message("me"), room("attendee"), Date.parse(at) + 300_000), false);
  assert.deepEqual(choices("attendee", message("me"), false), ["copy", "delete"]);
});

test("a moderator removes, pins, mutes and bans those below", () => {
  assert.deepEqual(choices("moderator", message("b")), ["reply", "copy", "pin", "remove", "mute", "ban"]);
});

test("nobody mutes or bans their own rank or above, or themselves", () => {
  for (const [mine, theirs] of [["moderator", "moderator"], ["moderator", "host"], ["host", "owner"]] as const)
    assert.deepEqual(choices(mine, message("b", theirs)), ["reply", "copy", "pin", "remove"]);
  assert.deepEqual(choices("host", message("me", "attendee")), ["reply", "copy", "edit", "pin", "delete"]);
});

test("what a moderator removed comes back by a moderator, what its author deleted by nobody", () => {
  const gone = (removed: MessageView["removed"]) => message("b", "host", { text: "", removed });
  assert.deepEqual(choices("moderator", gone("moderator")), ["restore"]);
  assert.deepEqual(choices("moderator", gone("author")), []);
  assert.deepEqual(choices("attendee", gone("moderator")), []);
});

test("pinned is unpinned, reported is dealt with, and a reply leads to its original", () => {
  const about = message("b", "host", { replyTo: 3 });
  const state = room("moderator", { pinned: [about], reports: [{ message: about, count: 1, reasons: [] }] });
  assert.deepEqual(choicesFor(about, state, true, now), ["reply", "original", "copy", "unpin", "resolve", "remove"]);
});
