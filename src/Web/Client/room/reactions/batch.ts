export const emojis: readonly [string, string][] = [
  ["👍", "Thumbs up"],
  ["❤️", "Heart"],
  ["😂", "Laughing"],
  ["👏", "Applause"],
  ["🎉", "Party"],
  ["😮", "Wow"],
];

/** The room takes one call a second, with so many in it. */
const every = 1_050;
const most = 20;

/** Gathers what somebody taps until the next call may go out. */
export class ReactionBatch {
  #counts: Record<string, number> = {};
  #size = 0;
  #last = -Infinity;

  add(emoji: string): void {
    if (this.#size >= most) return;
    this.#counts[emoji] = (this.#counts[emoji] ?? 0) + 1;
    this.#size++;
  }

  /** Milliseconds until take() has something; null when nothing was tapped. */
  due(now: number): number | null {
    return this.#size === 0 ? null : Math.max(0, this.#last + every - now);
  }

  take(now: number): Record<string, number> {
    const counts = this.#counts;
    this.#counts = {};
    this.#size = 0;
    this.#last = now;
    return counts;
  }
}
