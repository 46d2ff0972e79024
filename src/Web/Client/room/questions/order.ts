import type { Question } from "../state.ts";

/** Starred and dismissed are moderators' lists. */
export type Sort = "top" | "new" | "answered" | "mine" | "starred" | "dismissed";

/** The ids in the order that this sort asks for. Top: the pinned one, the one being answered, open ones by votes (ties oldest first), answered ones below. */
export function sorted(questions: readonly Question[], by: Sort, you?: string): number[] {
  const own = (question: Question) => question.by !== undefined && question.by.id === you;
  const belongs: Record<Sort, (question: Question) => boolean> = {
    // What waits for a moderator is listed for its asker, who would wonder where it went; for moderators it stands in their queue.
    top: (question) => listed.has(question.state) || (question.state === "pending" && own(question)),
    new: (question) => belongs.top(question),
    answered: (question) => question.state === "answered",
    mine: (question) => own(question) || (question.assignee !== undefined && question.assignee.id === you),
    starred: (question) => question.starred === true && question.state !== "merged" && question.state !== "withdrawn",
    dismissed: (question) => question.state === "dismissed",
  };
  const raised = (question: Question) => (question.pinned ? 0 : question.state === "answering" ? 1 : 2);
  const done = (question: Question) => (question.state === "answered" ? 1 : 0);
  const newest = (a: Question, b: Question) => b.id - a.id;
  const most = (a: Question, b: Question) => raised(a) - raised(b) || done(a) - done(b) || b.votes - a.votes || a.id - b.id;
  const compare: Record<Sort, (a: Question, b: Question) => number> = {
    top: most,
    new: (a, b) => raised(a) - raised(b) || newest(a, b),
    answered: (a, b) => (b.answer?.at ?? "").localeCompare(a.answer?.at ?? "") || newest(a, b),
    mine: newest,
    starred: most,
    dismissed: newest,
  };
  return questions.filter(belongs[by]).sort(compare[by]).map((question) => question.id);
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
