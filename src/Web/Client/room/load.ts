import type { Load } from "./protocol.ts";

/** What there is less of while the room is too busy, for those who would miss it; empty when nobody would notice. */
export function loadText(load: Load, isPanel: boolean): string {
  switch (load) {
    case "sampledReactions":
      return "Very much is going on: you see a part of the reactions.";
    case "sampledChat":
      return isPanel ? "Very much is going on: attendees see a part of the chat, yours reaches everybody." : "Very much is going on: you see a part of the chat. Your own messages are always there.";
    case "readOnly":
      return isPanel ? "Very much is going on: attendees can only read for the moment." : "Very much is going on: for the moment you can only read. Writing comes back by itself.";
    default:
      return "";
  }
}

/** A word beside the number of viewers. */
export function countHint(load: Load): string {
  return load === "normal" ? "" : "Updated every few seconds";
}
