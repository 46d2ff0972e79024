import { html, nothing, type TemplateResult } from "lit";
import { sanction, type Whom } from "./sanction.ts";
import type { Waiting } from "./waiting.ts";
import type { Actor } from "../protocol.ts";
import { mergeQuestion } from "../questions/merge.ts";
import { outranks, roleName } from "../questions/people.ts";
import type { Room } from "../room.ts";
import { textView, timeView } from "../text-view.ts";

/** What the queue does with an entry. */
export interface Deeds {
  /** Lets a question into the list, keeps a message. */
  approve(entry: Waiting): void;
  dismiss(entry: Waiting): void;
  takeDown(entry: Waiting): void;
}

/** One thing that waits, with what to do as buttons. */
export function entryView(room: Room, entry: Waiting, deeds: Deeds): TemplateResult {
  const { kind } = entry;
  const by = kind === "question" ? entry.question.by : entry.message.by;
  const text = kind === "question" ? entry.question.text : entry.message.text;
  const role = roleName(by?.role);
  return html`
    <p class="entry-why">${why(entry)}${kind === "question" && entry.question.claimedBy ? html`<span class="flag" dir="auto">${entry.question.claimedBy.name} is on it</span>` : nothing}</p>
    <p class="message-text" dir="auto">${textView(text)}</p>
    <p class="message-head"><span class="asker" dir="auto">${by?.name ?? "Anonymous"}</span>${role ? html`<span class="badge">${role}</span>` : nothing} ${timeView(entry.at)}</p>
    <p class="actions">
      ${kind === "question"
        ? html`<button type="button" class="button small" @click=${() => deeds.approve(entry)}>Approve</button>
            <button type="button" class="button small quiet" @click=${() => deeds.dismiss(entry)}>Dismiss</button>
            <button type="button" class="button small quiet" @click=${() => mergeQuestion(room, entry.question)}>Merge</button>`
        : html`<button type="button" class="button small" @click=${() => deeds.takeDown(entry)}>Remove</button>
            <button type="button" class="button small quiet" @click=${() => deeds.approve(entry)}>Keep</button>`}
      ${sanctions(room, by, kind === "question" ? { questionId: entry.id } : { messageId: entry.id })}
    </p>
  `;
}

function why(entry: Waiting): TemplateResult {
  if (entry.kind === "question") return html`<span class="flag">Question</span> waits for approval`;
  const { flagged } = entry.message;
  return html`${entry.reports > 0 ? html`<span class="flag alarm">${entry.reports === 1 ? "Reported" : `Reported by ${entry.reports}`}</span>` : nothing}
    ${flagged ? html`<span class="flag">Flagged</span> <span>for <q dir="auto">${flagged}</q></span>` : nothing}
    ${entry.reasons.slice(-5).map((reason) => html`<q dir="auto">${reason}</q> `)}`;
}

/** Not for oneself, nor for those of one's own rank or above. */
function sanctions(room: Room, by: Actor | undefined, whom: Whom): TemplateResult | typeof nothing {
  const { you } = room.state;
  if (!you || by?.id === you.id || (by && !outranks(you.role, by.role))) return nothing;
  return html`<span class="entry-sanctions">
    <button type="button" class="link" @click=${() => sanction(room, "mute", whom, by)}>Mute</button>
    <button type="button" class="link" @click=${() => sanction(room, "ban", whom, by)}>Ban</button>
  </span>`;
}
