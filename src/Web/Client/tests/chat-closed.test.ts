import assert from "node:assert/strict";
import { test } from "node:test";
import { chatClosed } from "../room/chat/closed.ts";
import type { Actor, Role, RoomSettings, SanctionView, WebinarStatus } from "../room/protocol.ts";
import { emptyRoom, type RoomState } from "../room/state.ts";

const now = Date.parse("2026-01-01T10:00:00Z");
const at = "2026-01-01T09:00:00Z";
const host: Actor = { id: "h", name: "Bob", role: "host" };
const settings: RoomSettings = {
  chat: "everyone", slowModeSeconds: 0, links: "everyone", questions: "on", questionApproval: false, anonymousQuestions: true, openEarly: true, attendeeRoster: false, hands: true,
};
const room = (change: Partial<RoomSettings> = {}, role: Role = "attendee", status: WebinarStatus = "live"): RoomState =>
  ({ ...emptyRoom(status, 1), you: { id: "me", name: "Ada", role }, settings: { ...settings, ...change } });
const mute = (until?: string, id = "me", kind: SanctionView["kind"] = "mute"): SanctionView => ({ id: 9, at, by: host, kind, person: { id, name: "Ada", role: "attendee" }, until, removedMessages: false });
const muted = (sanction: SanctionView) => chatClosed({ ...room(), sanctions: [sanction] }, now);

test("an open chat is open to everybody, and so is a room that has not answered yet", () => {
  assert.equal(chatClosed(room(), now), null);
  assert.equal(chatClosed(emptyRoom("live", 1), now), null);
});

test("for hosts only: panelists and above still write, attendees do not", () => {
  assert.match(chatClosed(room({ chat: "hosts" }), now)!.text, /Only the hosts/);
  assert.equal(chatClosed(room({ chat: "hosts" }, "panelist"), now), null);
});

test("off is off for everybody", () => {
  for (const role of ["attendee", "owner"] as const) assert.ok(chatClosed(room({ chat: "off" }, role), now));
});

test("before it is live attendees wait, unless the host opens early", () => {
  for (const status of ["scheduled", "starting"] as const) {
    assert.match(chatClosed(room({ openEarly: false }, "attendee", status), now)!.text, /begins/);
    assert.equal(chatClosed(room({ openEarly: false }, "host", status), now), null);
    assert.equal(chatClosed(room({}, "attendee", status), now), null);
  }
  assert.equal(chatClosed(room({ openEarly: false }), now), null);
});

test("a mute says how long, ends by itself, and is no matter of others", () => {
  assert.deepEqual(muted(mute("2026-01-01T10:04:30Z")), { text: "A moderator has muted you for another 4:30. You can read along.", until: now + 270_000 });
  assert.match(muted(mute())!.text, /has muted you\./);
  assert.equal(muted(mute("2026-01-01T09:59:59Z")), null);
  assert.equal(muted(mute(undefined, "somebody else")), null);
  assert.equal(muted(mute(undefined, "me", "ban")), null);
});
