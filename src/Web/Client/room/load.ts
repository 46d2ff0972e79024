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
export function countHint(load: Load, approximate?: boolean): string {
  if (approximate) return "Our servers do not hear each other at the moment: somebody may be counted who has left, or not yet be counted.";
  return load === "normal" ? "" : "Updated every few seconds";
}

/** To who runs the servers; empty while all is well. The layout says the same on other pages. */
export function operatorText(approximate?: boolean): string {
  return approximate ? "Other servers cannot be heard: counts are approximate, chat goes on." : "";
}
