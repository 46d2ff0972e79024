import { clock } from "../../text.ts";
import { rankOf } from "./mentions.ts";
import type { RoomState } from "../state.ts";

/** Why nothing can be written now; null while it can. With `until` it changes by itself: milliseconds since 1970. */
export interface Closed {
  text: string;
  until?: number;
}

const beforeLive = new Set(["scheduled", "starting"]);

export function chatClosed(room: RoomState, now: number): Closed | null {
  const { you, settings, status } = room;
  if (!you || !settings) return null;
  const mute = room.sanctions.find((one) => one.kind === "mute" && one.person?.id === you.id && !(Date.parse(one.until ?? "") <= now));
  if (mute) {
    const until = mute.until ? Date.parse(mute.until) : undefined;
    const why = mute.reason ? ` “${mute.reason}”` : "";
    return { text: `A moderator has muted you${until ? ` for another ${clock(until - now)}` : ""}.${why} You can read along.`, until };
  }
  if (settings.chat === "off") return { text: "The chat is closed for now." };
  if (rankOf(you.role) > 0) return null;
  if (settings.chat === "hosts") return { text: "Only the hosts write here now. You can read along and react." };
  if (!settings.openEarly && beforeLive.has(status)) return { text: "The chat opens when the webinar begins." };
  return null;
}
