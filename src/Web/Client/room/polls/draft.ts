import { lengthOf } from "../../text.ts";
import type { PollView } from "../protocol.ts";

export interface Draft {
  question: string;
  options: readonly string[];
  multiple: boolean;
  hideResults: boolean;
}

export const fewest = 2;
export const most = 10;

export function draftOf(poll?: PollView): Draft {
  return poll
    ? { question: poll.question, options: poll.options, multiple: poll.multiple, hideResults: poll.hideResults }
    : { question: "", options: ["", ""], multiple: false, hideResults: true };
}

/** Empty lines are no options: nobody has to remove them first. */
export function filled(draft: Draft): string[] {
  return draft.options.map((option) => option.trim()).filter(Boolean);
}

/** What still keeps it from being saved; empty when nothing does. */
export function missing(draft: Draft): string {
  const options = filled(draft);
  if (lengthOf(draft.question.trim()) < 3) return "Write a question.";
  if (options.length < fewest) return "Give at least two answers.";
  const different = new Set(options.map((option) => option.normalize("NFC").toLowerCase()));
  return different.size < options.length ? "Two answers are the same." : "";
}

export function moved(options: readonly string[], index: number, by: -1 | 1): string[] {
  const next = [...options];
  const other = index + by;
  if (other >= 0 && other < next.length) [next[index], next[other]] = [next[other]!, next[index]!];
  return next;
}
