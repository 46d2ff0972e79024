import type { Actor, MessageView, Role } from "../protocol.ts";

/** More than anybody means; a text that names a whole room calls nobody. */
const mostMentions = 10;
const mostSuggestions = 6;
const ranks: readonly Role[] = ["attendee", "panelist", "moderator", "host", "owner"];

export const rankOf = (role: Role): number => ranks.indexOf(role);

/** Who was seen in the chat, with the newest name and role of each. Reads only what came since it looked last. */
export class Seen {
  readonly people = new Map<string, Actor>();
  #first = Number.POSITIVE_INFINITY;
  #last = 0;

  take(messages: readonly MessageView[]): void {
    const fresh: MessageView[] = [];
    for (let i = messages.length - 1; i >= 0 && messages[i]!.position > this.#last; i--) fresh.push(messages[i]!);
    for (const { by } of fresh.reverse()) {
      this.people.delete(by.id);
      this.people.set(by.id, by);
    }
    for (const { by, position } of messages) {
      if (position >= this.#first) break;
      if (!this.people.has(by.id)) this.people.set(by.id, by);
    }
    this.#first = Math.min(this.#first, messages[0]?.position ?? this.#first);
    this.#last = Math.max(this.#last, messages.at(-1)?.position ?? 0);
  }
}

/** The name that is being written before the caret: where its `@` stands, and what of it is there. */
export function nameBefore(text: string, caret: number): { from: number; start: string } | null {
  const found = /(?:^|[\s(])@((?:[^\s@][^@\n]{0,30})?)$/u.exec(text.slice(0, caret));
  // After a space the name is complete, until the next word of it begins.
  if (!found || /\s{2}|\s\S+\s\S+\s|\s$/u.test(found[1]!)) return null;
  return { from: caret - found[1]!.length - 1, start: found[1]! };
}

/** Those with a word of their name that begins so: hosts first, then who spoke last. */
export function namesLike(start: string, people: Iterable<Actor>, you?: string): Actor[] {
  const wanted = plain(start.trim());
  const found = [...people].reverse().filter((person) => person.id !== you && begins(plain(person.name), wanted));
  const order = new Map(found.map((person, index) => [person, (rankOf(person.role) > 0 ? 0 : found.length) + index]));
  return found.sort((a, b) => order.get(a)! - order.get(b)!).slice(0, mostSuggestions);
}

/** Ids of those whose `@name` stands in the text. Of two with one name the first of `people` is meant. */
export function mentionsIn(text: string, people: readonly Actor[]): string[] {
  const cut = cutAtNames(text, people.map((person) => person.name));
  const names = new Set(cut.filter((piece) => piece.isName).map((piece) => piece.text.slice(1)));
  return [...names].map((name) => people.find((person) => person.name === name)!.id).slice(0, mostMentions);
}

/** Cuts a text at `@name`; a longer name before a shorter one that it begins with. */
export function cutAtNames(text: string, names: readonly string[]): { text: string; isName: boolean }[] {
  const known = [...new Set(names)].filter(Boolean).sort((a, b) => b.length - a.length);
  const pieces: { text: string; isName: boolean }[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0 && known.length > 0; at = text.indexOf("@", at + 1)) {
    const name = known.find((one) => text.startsWith(one, at + 1) && !wordGoesOn.test(text.slice(at + 1 + one.length)));
    if (!name || (at > 0 && wordEnds.test(text.slice(0, at)))) continue;
    if (at > from) pieces.push({ text: text.slice(from, at), isName: false });
    from = at + 1 + name.length;
    pieces.push({ text: text.slice(at, from), isName: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isName: false });
  return pieces;
}

const wordGoesOn = /^[\p{L}\p{N}]/u;
/** In an address there is an @ too. */
const wordEnds = /[\p{L}\p{N}/]$/u;

function begins(name: string, start: string): boolean {
  return name.startsWith(start) || name.split(/[\s-]+/u).some((word) => word.startsWith(start));
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
