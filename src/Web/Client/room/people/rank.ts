import type { Role } from "../protocol.ts";

const ranks: readonly Role[] = ["attendee", "panelist", "moderator", "host", "owner"];

/** Nobody decides over their own rank or above. */
export function outranks(you: Role, other: Role): boolean {
  return ranks.indexOf(you) > ranks.indexOf(other);
}

/** The roles that somebody may give to a person: hosts those below their own, the owner also host. Empty where they may not. */
export function assignable(you: Role, person: Role): Role[] {
  if (!outranks(you, person) || ranks.indexOf(you) < ranks.indexOf("host")) return [];
  return ranks.filter((role) => outranks(you, role));
}

export const roleNames: Record<Role, string> = { attendee: "Attendee", panelist: "Panelist", moderator: "Moderator", host: "Host", owner: "Owner" };
