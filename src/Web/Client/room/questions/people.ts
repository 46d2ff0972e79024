import type { Actor, Role } from "../protocol.ts";
import type { RoomState } from "../state.ts";

/** In rising order. */
const ranks: readonly Role[] = ["attendee", "panelist", "moderator", "host", "owner"];

/** Who may be sanctioned by whom: only those of a lower rank. */
export function outranks(one: Role, other: Role): boolean {
  return ranks.indexOf(one) > ranks.indexOf(other);
}

/** What the badge says; nothing for attendees. */
export function roleName(role: Role | undefined): string {
  if (role === "host" || role === "owner") return "Host";
  return role === "moderator" ? "Moderator" : role === "panelist" ? "Panelist" : "";
}

/** Everybody above an attendee whom the room has shown us, with the role that they were seen with last, by name. */
export function team(room: RoomState): Actor[] {
  const seen = new Map<string, Actor>();
  const see = (...people: readonly (Actor | undefined)[]) => {
    for (const person of people) if (person) seen.set(person.id, person);
  };
  for (const question of room.questions) see(question.by, question.answer?.by, question.assignee, question.claimedBy);
  for (const item of [...room.announcements, ...room.handouts, ...room.messages]) see(item.by);
  for (const hand of room.hands) see(hand.person);
  see(room.you ?? undefined);
  return [...seen.values()].filter((person) => person.role !== "attendee").sort((a, b) => a.name.localeCompare(b.name));
}
