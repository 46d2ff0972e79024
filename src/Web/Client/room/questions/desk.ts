import type { Room } from "../room.ts";
import type { Question } from "../state.ts";

/** A form that stands open under a question. It lives here and not in the list, so that nothing typed is lost when the list is another. */
export interface Form {
  text: string;
  isPrivate: boolean;
}

/** What the views of the questions share. */
export interface Desk {
  readonly room: Room;
  /** Why nothing can be done any more; empty while it can. */
  readonly closed: string;
  /** By `answer:{id}` and `edit:{id}`. */
  readonly forms: Map<string, Form>;
  /** Questions whose merged ones are shown. */
  readonly opened: Set<number>;
  /** The question whose menu is open. */
  menu: number;
  changed(): void;
  /** When what changed is drawn. */
  readonly updateComplete: Promise<boolean>;
  /** Shows this question, in whichever list it stands. */
  jump(id: number): void;
}

/** Something that was asked of the room about this question has no answer yet. */
export function isBusy(desk: Desk, question: Question): boolean {
  return [...desk.room.sending.actions.values()].some((action) => action.method !== "Vote" && action.method !== "AskQuestion" && action.args[0] === question.id);
}

export async function openForm(desk: Desk, key: string, text = ""): Promise<void> {
  if (!desk.forms.has(key)) desk.forms.set(key, { text, isPrivate: false });
  desk.changed();
  await desk.updateComplete;
  document.getElementById(formId(key))?.focus();
}

export function formId(key: string): string {
  return key.replace(":", "-");
}
