import type { PollView } from "../protocol.ts";

export interface Bar {
  option: string;
  count: number;
  /** Whole percent of those who voted; of several choices they may be more than 100 together. */
  percent: number;
  mine: boolean;
  leads: boolean;
}

/** One for each option. Null while this person may not, or cannot yet, see the results. */
export function bars(poll: PollView, sees: boolean): Bar[] | null {
  const { results } = poll;
  if (!results || !sees) return null;
  const most = Math.max(...results.counts);
  return poll.options.map((option, index) => {
    const count = results.counts[index] ?? 0;
    return { option, count, percent: results.voters > 0 ? Math.round((100 * count) / results.voters) : 0, mine: poll.mine?.includes(index) ?? false, leads: count > 0 && count === most };
  });
}

/** Results stay hidden from who has not voted where the host wants it so, until they are published. */
export function seesResults(poll: PollView, moderates: boolean): boolean {
  return moderates || !poll.hideResults || poll.state === "published" || (poll.mine?.length ?? 0) > 0;
}

/** Attendees see what was opened; the newest that is open comes first, then the newest. */
export function listed(polls: readonly PollView[], moderates: boolean): PollView[] {
  const rank = (poll: PollView) => (poll.state === "open" ? 0 : poll.state === "draft" ? 1 : 2);
  return polls.filter((poll) => moderates || poll.state !== "draft").sort((a, b) => rank(a) - rank(b) || b.id - a.id);
}
