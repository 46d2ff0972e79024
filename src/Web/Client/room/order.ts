import type { Question } from "./state.ts";

export type Sort = "top" | "new" | "answered" | "mine";

/** The ids in the order that this sort asks for. Top: open ones by votes, ties oldest first, answered ones below. */
export function sorted(questions: readonly Question[], by: Sort, you?: string): number[] {
  const shown = questions.filter((question) => {
    if (by === "mine") return question.by !== undefined && question.by.id === you;
    return by === "answered" ? question.state === "answered" : listed.has(question.state);
  });
  const rank = (question: Question) => (question.pinned ? -2 : question.state === "answering" ? -1 : question.state === "open" ? 0 : 1);
  const compare: Record<Sort, (a: Question, b: Question) => number> = {
    top: (a, b) => rank(a) - rank(b) || b.votes - a.votes || a.id - b.id,
    new: (a, b) => b.id - a.id,
    answered: (a, b) => (b.answer?.at ?? "").localeCompare(a.answer?.at ?? "") || b.id - a.id,
    mine: (a, b) => b.id - a.id,
  };
  return [...shown].sort(compare[by]).map((question) => question.id);
}

/** What everybody's list shows; a moderator's queue shows the others. */
const listed = new Set(["open", "answering", "answered"]);

/**
 * Keeps the list still under the reader's finger: what is shown stays in its order, what is new is added at the end.
 * `moved` is how many would have to move to stand as `wanted`.
 */
export function settle(shown: readonly number[], wanted: readonly number[]): { order: number[]; moved: number } {
  const rank = new Map(wanted.map((id, index) => [id, index]));
  const seen = new Set(shown);
  const order = [...shown.filter((id) => rank.has(id)), ...wanted.filter((id) => !seen.has(id))];
  return { order, moved: order.length - longestRun(order.map((id) => rank.get(id)!)) };
}

/** Length of the longest increasing subsequence: those need not move. */
function longestRun(ranks: readonly number[]): number {
  const tails: number[] = [];
  for (const rank of ranks) {
    let low = 0;
    for (let high = tails.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (tails[middle]! < rank) low = middle + 1;
      else high = middle;
    }
    tails[low] = rank;
  }
  return tails.length;
}
