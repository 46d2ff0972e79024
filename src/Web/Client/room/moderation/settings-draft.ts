import type { RoomSettings } from "../protocol.ts";

export type Field = keyof RoomSettings;

export interface Editing {
  /** What the edit began with, or was told of since. */
  base: RoomSettings;
  /** As it stands in the form. */
  draft: RoomSettings;
  /** Edited here, and changed by somebody else since. */
  clashes: readonly Field[];
}

export function begin(settings: RoomSettings): Editing {
  return { base: settings, draft: settings, clashes: [] };
}

/** Fields that the form would change. */
export function edited({ base, draft }: Editing): Field[] {
  return fields(base, draft).filter((field) => !same(base[field], draft[field]));
}

/** Others saved meanwhile: what is edited here stays, everything else follows them. */
export function rebased(editing: Editing, now: RoomSettings): Editing {
  const { base, draft, clashes } = editing;
  const touched = new Set(edited(editing));
  const mixed = { ...now, ...Object.fromEntries([...touched].map((field) => [field, draft[field]])) } as RoomSettings;
  const news = fields(base, now).filter((field) => touched.has(field) && !same(base[field], now[field]));
  return { base: now, draft: mixed, clashes: [...new Set([...clashes, ...news])].filter((field) => !same(mixed[field], now[field])) };
}

/** One word or phrase a line; blank lines and repeats go. */
export function wordsOf(text: string): string[] {
  const seen = new Map<string, string>();
  for (const line of text.split("\n")) {
    const word = line.trim().replace(/\s+/g, " ");
    if (word && !seen.has(word.toLowerCase())) seen.set(word.toLowerCase(), word);
  }
  return [...seen.values()];
}

function fields(a: RoomSettings, b: RoomSettings): Field[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])] as Field[];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
