import type { Roster, RosterEntry } from "../protocol.ts";

/** More than this is found by searching. */
export const mostPeople = 1_000;
export const pageSize = 50;

export interface Pages {
  people: readonly RosterEntry[];
  /** Where the next page begins; undefined at the end. */
  next?: string;
  total: number;
  /** The servers do not hear each other: somebody may be missing. */
  approximate?: boolean;
}

/** A page after those that we hold. Who moved between two pages stands there once. */
export function added(held: Pages, page: Roster): Pages {
  const here = new Set(held.people.map((person) => person.id));
  const people = [...held.people, ...page.people.filter((person) => !here.has(person.id))];
  return { people, next: people.length < mostPeople ? page.next : undefined, total: page.total, ...(page.approximate ? { approximate: true } : {}) };
}
