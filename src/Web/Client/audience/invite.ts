/** The form that invites a list of people. Broken lines are shown by their numbers; the good ones go when the host says so. */
import { ApiError, post } from "../api.ts";
import { decoded } from "./decoded.ts";

interface Note {
  line: number;
  said: string;
  kind: "broken" | "duplicate" | "already" | "tookItBack";
  text: string;
}

interface Result {
  done: boolean;
  invited: number;
  broken: number;
  duplicates: number;
  already: number;
  tookItBack: number;
  notes: Note[];
}

const people = (count: number) => `${count.toLocaleString()} ${count === 1 ? "person" : "people"}`;

export function watchInvitations(form: HTMLFormElement): void {
  const text = form.querySelector<HTMLTextAreaElement>("textarea")!;
  const file = form.querySelector<HTMLInputElement>("[data-file]")!;
  const role = form.querySelector<HTMLSelectElement>("select")!;
  const error = form.querySelector<HTMLElement>("[data-form-error]")!;
  const listError = form.querySelector<HTMLElement>("[data-error-for=text]")!;
  const outcome = form.querySelector<HTMLElement>("[data-outcome]")!;
  const buttons = () => form.querySelectorAll<HTMLButtonElement>("button");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void invite(false);
  });
  file.addEventListener("change", () => void read());
  text.addEventListener("input", () => outcome.replaceChildren());

  async function read(): Promise<void> {
    const chosen = file.files?.[0];
    if (!chosen) return;
    if (chosen.size > 1_048_576) {
      error.textContent = "The file is larger than 1 MB.";
      return;
    }
    error.textContent = "";
    outcome.replaceChildren();
    text.value = decoded(new Uint8Array(await chosen.arrayBuffer()));
    file.value = "";
    text.focus();
  }

  async function invite(onlyGood: boolean): Promise<void> {
    error.textContent = listError.textContent = "";
    for (const button of buttons()) button.disabled = true;
    try {
      show(await post<Result>(`/api/webinars/${form.dataset.invite}/invitations`, { text: text.value, role: role.value || null, onlyGood }));
    } catch (problem) {
      const field = problem instanceof ApiError ? problem.errors.text?.[0] : undefined;
      (field ? listError : error).textContent = field ?? (problem as Error).message;
      text.toggleAttribute("aria-invalid", false);
      if (field) text.setAttribute("aria-invalid", "true");
    } finally {
      for (const button of buttons()) button.disabled = false;
    }
  }

  function show(result: Result): void {
    text.removeAttribute("aria-invalid");
    outcome.hidden = false;
    const said = result.done
      ? result.invited ? `${people(result.invited)} invited. The letters are on their way.` : "Nobody new was invited."
      : `Nothing was sent: ${result.broken.toLocaleString()} ${result.broken === 1 ? "line is" : "lines are"} broken.`;
    const more = [
      result.done && result.broken ? `${result.broken.toLocaleString()} broken` : "",
      result.duplicates ? `${result.duplicates.toLocaleString()} twice in the list` : "",
      result.already ? `${result.already.toLocaleString()} already registered or invited` : "",
      result.tookItBack ? `${result.tookItBack.toLocaleString()} took it back before` : "",
    ].filter(Boolean);
    outcome.replaceChildren(paragraph(said, "outcome-said"));
    if (more.length) outcome.append(paragraph(`Left out: ${more.join(", ")}.`, "hint"));
    if (result.notes.length) outcome.append(notes(result.notes));
    if (!result.done && result.invited) outcome.append(goOn(result.invited));
    if (result.done) text.value = "";
  }

  function goOn(count: number): HTMLElement {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: `Invite the other ${count === 1 ? "one" : count.toLocaleString()}` });
    button.addEventListener("click", () => void invite(true));
    const actions = Object.assign(document.createElement("p"), { className: "actions" });
    actions.append(button);
    return actions;
  }
}

function paragraph(text: string, className: string): HTMLElement {
  return Object.assign(document.createElement("p"), { textContent: text, className });
}

function notes(all: Note[]): HTMLElement {
  const list = Object.assign(document.createElement("ul"), { className: "notes", tabIndex: 0 });
  list.setAttribute("aria-label", "Lines that were left out");
  list.append(
    ...all.map((note) => {
      const item = document.createElement("li");
      item.dataset.kind = note.kind;
      const line = Object.assign(document.createElement("strong"), { textContent: `Line ${note.line}` });
      const said = Object.assign(document.createElement("code"), { textContent: note.said });
      item.append(line, " ", said, ` ${note.text}`);
      return item;
    }),
  );
  return list;
}
