export type Counts = Readonly<Record<string, number>>;

/** Totals without one's own, which were shown when they were tapped; and what of one's own is still to come. */
export function withoutOwn(totals: Counts, own: Counts): { others: Record<string, number>; own: Record<string, number> } {
  const others: Record<string, number> = {};
  const left: Record<string, number> = { ...own };
  for (const [emoji, count] of Object.entries(totals)) {
    const mine = Math.min(count, left[emoji] ?? 0);
    left[emoji] = (left[emoji] ?? 0) - mine;
    if (count > mine) others[emoji] = count - mine;
  }
  return { others, own: left };
}

/** At most `room` of them, each kind by its share and every kind at least once while there is room: what many do looks like many. */
export function sample(counts: Counts, room: number): string[] {
  const kinds = Object.entries(counts).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  const share = Math.min(1, room / total);
  const shown: string[] = [];
  for (const [emoji, count] of kinds) for (let i = Math.max(1, Math.floor(count * share)); i > 0 && shown.length < room; i--) shown.push(emoji);
  return shown;
}
