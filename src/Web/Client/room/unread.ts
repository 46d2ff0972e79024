import type { RoomEvent } from "./protocol.ts";

export type Tab = "chat" | "questions" | "polls" | "people" | "moderation";

/** The tab that shows what happened, null where it is no news: one's own doing is none. */
export function newsOf(event: RoomEvent, you?: string): Tab | null {
  if (event.by !== undefined && event.by.id === you) return null;
  switch (event.type) {
    case "messagePosted":
      return event.removed ? null : "chat";
    case "questionAsked":
    case "questionApproved":
    case "questionAnswered":
      return event.questions?.length ? "questions" : null;
    case "pollOpened":
    case "pollPublished":
      return event.poll ? "polls" : null;
    default:
      return null;
  }
}
