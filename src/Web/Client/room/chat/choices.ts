import { rankOf } from "./mentions.ts";
import type { MessageView } from "../protocol.ts";
import type { RoomState } from "../state.ts";

export type Choice =
  | "reply" | "original" | "copy" | "edit" | "delete" | "report"
  | "pin" | "unpin" | "remove" | "restore" | "resolve" | "mute" | "ban";

export const emojis = ["👍", "❤️", "😂", "👏", "🎉", "😮"] as const;

const editableFor = 5 * 60_000;

/** What this person can do with a message now, in the order in which it is offered. `open`: the chat can be written. */
export function choicesFor(message: MessageView, room: RoomState, open: boolean, now: number): Choice[] {
  const rank = rankOf(room.you?.role ?? "attendee");
  const moderates = rank >= rankOf("moderator");
  const own = message.by.id === room.you?.id;
  const there = !message.removed;
  const pinned = room.pinned.some((one) => one.position === message.position);
  const reported = room.reports.some((report) => report.message.position === message.position);
  const below = !own && rankOf(message.by.role) < rank;
  const may: [Choice, boolean][] = [
    ["reply", there && open],
    ["original", message.replyTo !== undefined],
    ["copy", there],
    ["edit", there && open && canEdit(message, room, now)],
    ["pin", there && moderates && !pinned],
    ["unpin", there && moderates && pinned],
    ["delete", there && own],
    ["report", there && !own && !moderates],
    ["resolve", moderates && reported],
    ["remove", there && moderates && !own],
    ["restore", message.removed === "moderator" && moderates],
    ["mute", moderates && below],
    ["ban", moderates && below],
  ];
  return may.filter(([, yes]) => yes).map(([choice]) => choice);
}

export function canEdit(message: MessageView, room: RoomState, now: number): boolean {
  return message.by.id === room.you?.id && !message.removed && now - Date.parse(message.at) < editableFor;
}
