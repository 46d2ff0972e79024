/** What a refusal's code (docs/refusals.md) means to the person who meets it here. */
const texts: Record<string, string> = {
  "not-signed-in": "Please sign in again.",
  "not-allowed": "You may not do this here.",
  "not-found": "It does not exist any more.",
  "not-registered": "This webinar is for people who are registered. On its page you see how it stands with you.",
  "not-live": "This is possible only while the webinar is on.",
  "wrong-state": "The webinar has moved on meanwhile, so this is not possible now.",
  stale: "Somebody changed this webinar meanwhile. Load the page again to see it; your text stays here until you do.",
  "too-long": "That is too long.",
  "too-short": "That is too short.",
  "too-large": "That file is too large.",
  "unsupported-type": "Files of this type cannot be shared here.",
  "bad-text": "The text contains characters that cannot be shown.",
  "too-fast": "That was a little fast. Please wait a moment.",
  "too-many": "Several of your questions still wait for an answer. Please wait for one of them first.",
  "already-answered": "This question has been answered already.",
  banned: "A moderator has removed you from this webinar.",
  muted: "A moderator has muted you. You can read along.",
  "chat-off": "The chat is closed.",
  "hosts-only": "Only the hosts write here now.",
  "links-not-allowed": "Links are not allowed here. Please send it without.",
  "blocked-word": "It holds a word that the hosts do not want here.",
  "questions-off": "Questions are closed.",
  "slow-mode": "Slow mode is on. Please wait a moment.",
  "too-late": "It is too late for that.",
  "read-only": "Very much is going on: you can read, and write again in a moment.",
  "idempotency-conflict": "This was sent before with another content. Load the page again, please.",
  "ticket-expired": "The connection's ticket is too old. Trying again …",
  busy: "A lot is going on just now. Please try again.",
  lost: "No answer came. It is safe to try again.",
  unreachable: "The server cannot be reached. Check your connection and try again.",
};

export function textOf(code: string, otherwise = "Something went wrong. Please try again."): string {
  return texts[code] ?? otherwise;
}
