import { newClientId } from "../room/line/sending.ts";

/** What people are asked when they register. */
export interface Question {
  id: string;
  label: string;
  options: string[];
  required: boolean;
}

/** One question in the form, with what changes it. */
export function questionRow(question?: Question): HTMLElement {
  const id = question?.id ?? newClientId();
  const row = document.createElement("li");
  row.dataset.question = id;
  const template = document.querySelector<HTMLTemplateElement>("template[data-question-row]")!;
  row.append(template.content.cloneNode(true));
  for (const element of row.querySelectorAll("[id], [for], [aria-describedby]"))
    for (const name of ["id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, `${value}-${id}`);
    }
  if (question) {
    field(row, "label").value = question.label;
    field(row, "answer").value = question.options.length > 0 ? "choice" : "text";
    field(row, "options").value = question.options.join("\n");
    (field(row, "required") as HTMLInputElement).checked = question.required;
  }
  row.querySelector<HTMLElement>("[data-choices]")!.hidden = !readQuestion(row).choice;
  return row;
}

/** `choice`: one of the options is to be chosen. */
export function readQuestion(row: HTMLElement): Question & { choice: boolean } {
  const choice = field(row, "answer").value === "choice";
  const lines = field(row, "options").value.split("\n").map((line) => line.trim());
  return {
    id: row.dataset.question!,
    label: field(row, "label").value,
    options: choice ? lines.filter((line) => line !== "") : [],
    required: (field(row, "required") as HTMLInputElement).checked,
    choice,
  };
}

function field(row: HTMLElement, name: string): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return row.querySelector<HTMLInputElement>(`[name=${name}]`)!;
}
