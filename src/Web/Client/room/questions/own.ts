import { html, nothing, type TemplateResult } from "lit";
import { confirmed } from "../../dialog.ts";
import { type Desk, isBusy, openForm } from "./desk.ts";
import { questionForm } from "./form.ts";
import type { Question } from "../state.ts";

/** So long may a question be worded anew. */
export const editable = 5 * 60_000;

/** What became of one's own question. */
export function ownNote(desk: Desk, question: Question): TemplateResult | typeof nothing {
  const { questions } = desk.room.state;
  switch (question.state) {
    case "pending":
      return html`<p class="note" data-note="pending">Waiting for review. Only you and the moderators see it.</p>`;
    case "dismissed":
      return html`<p class="note" data-note="dismissed">Dismissed${question.reason ? html`: <q dir="auto">${question.reason}</q>` : " by a moderator."}</p>`;
    case "withdrawn":
      return html`<p class="note" data-note="withdrawn">You took it back.</p>`;
    case "merged": {
      const into = questions.find((one) => one.id === question.mergedInto);
      return html`<p class="note" data-note="merged">
        ${into ? html`Merged into: <button type="button" class="link" data-jump=${into.id} dir="auto" @click=${() => desk.jump(into.id)}>${into.text}</button>` : "Merged into another question."}
      </p>`;
    }
    default:
      return nothing;
  }
}

/** One's own question may be worded anew for five minutes, and taken back until it is answered. */
export function ownTools(desk: Desk, question: Question): TemplateResult | typeof nothing {
  if (desk.closed || (question.state !== "pending" && question.state !== "open")) return nothing;
  const { room } = desk;
  const key = `edit:${question.id}`;
  const busy = isBusy(desk, question);
  if (desk.forms.has(key))
    return html`${questionForm(desk, {
      key,
      name: "edit",
      label: "Your question",
      button: "Save",
      least: 3,
      most: 500,
      busy,
      send: (text) => (text === question.text ? Promise.resolve(null) : room.act("EditQuestion", question.id, text)),
    })}`;
  const mayEdit = Date.now() - Date.parse(question.at) < editable;
  return html`<p class="own-tools">
    ${mayEdit ? html`<button type="button" class="link" data-edit ?disabled=${busy} @click=${() => openForm(desk, key, question.text)}>Edit</button>` : nothing}
    <button type="button" class="link" data-withdraw ?disabled=${busy} @click=${() => takeBack(desk, question)}>Take back</button>
  </p>`;
}

async function takeBack(desk: Desk, question: Question): Promise<void> {
  if (await confirmed("Take your question back?", "It leaves the list, with its votes.", "Take back")) await desk.room.act("WithdrawQuestion", question.id);
}
