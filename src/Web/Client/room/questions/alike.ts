import type { Question } from "../state.ts";

/** How much two texts share, 0 to 1: Dice's coefficient of their trigrams, which needs no knowledge of the language. */
export function likeness(one: string, other: string): number {
  const a = trigrams(one);
  const b = trigrams(other);
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const part of a) if (b.has(part)) shared++;
  return (2 * shared) / (a.size + b.size);
}

/** The same to one text, each other text looked at once: a list that is shown for a while is drawn often. */
export function likenessTo(text: string): (other: string) => number {
  const known = new Map<string, number>();
  return (other) => {
    const like = known.get(other) ?? likeness(text, other);
    known.set(other, like);
    return like;
  };
}

/** What `question` can be merged into: those that hold all the words of the search, the most alike first, then those with most votes. */
export function targets(questions: readonly Question[], question: Question, search: string, like = likenessTo(question.text)): Question[] {
  const words = plain(search).split(" ").filter(Boolean);
  return questions
    .filter((one) => one.id !== question.id && open.has(one.state) && words.every((word) => plain(one.text).includes(word)))
    .map((one) => ({ one, like: Math.round(like(one.text) * 20) }))
    .sort((a, b) => b.like - a.like || b.one.votes - a.one.votes || a.one.id - b.one.id)
    .map(({ one }) => one);
}

const open = new Set(["pending", "open", "answering"]);

function trigrams(text: string): Set<string> {
  const letters = [...` ${plain(text)} `];
  return new Set(letters.slice(2).map((_, i) => letters.slice(i, i + 3).join("")));
}

/** Lower case, without accents and punctuation. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
