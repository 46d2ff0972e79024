import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk.ts";
import { mergeQuestion } from "./merge.ts";
import type { Question } from "../state.ts";

/** What moderators do less often. Its entries are drawn only while it is open. */
export function questionMenu(desk: Desk, question: Question, busy: boolean, assign: () => void): TemplateResult {
  const { room } = desk;
  const { id, state } = question;
  const item = (name: string, act: () => unknown) => html`<button
    type="button"
    ?disabled=${busy}
    @click=${(event: Event) => {
      const menu = (event.target as HTMLElement).closest("details")!;
      menu.open = false;
      // A dialog gives the focus back to where it was.
      menu.querySelector("summary")?.focus();
      act();
    }}
  >${name}</button>`;
  const waits = state === "open" || state === "answering" || state === "pending";
  const mine = question.claimedBy !== undefined && question.claimedBy.id === room.state.you?.id;
  return html`<details
    class="menu question-menu"
    data-menu
    @toggle=${(event: Event) => {
      const menu = event.target as HTMLDetailsElement;
      if (menu.open) desk.menu = id;
      else if (desk.menu === id) desk.menu = 0;
      desk.changed();
      if (menu.open) void desk.updateComplete.then(() => placeMenu(menu));
    }}
  >
    <summary class="dots" aria-label="More for this question"><svg viewBox="0 0 16 4" aria-hidden="true"><circle cx="2" cy="2" r="1.6" /><circle cx="8" cy="2" r="1.6" /><circle cx="14" cy="2" r="1.6" /></svg></summary>
    ${desk.menu === id
      ? html`<div class="menu-list">
          ${state === "answered" ? item("Reopen", () => room.act("ReopenQuestion", id)) : nothing}
          ${state === "open" || state === "answering" || state === "answered" ? item(question.pinned ? "Unpin" : "Pin on top", () => room.act("PinQuestion", id, !question.pinned)) : nothing}
          ${item(question.starred ? "Unstar" : "Star", () => room.act("StarQuestion", id, !question.starred))}
          ${waits ? item(mine ? "Let go" : "I’m on it", () => room.act("ClaimQuestion", id, !mine)) : nothing}
          ${waits ? item("Assign to …", assign) : nothing}
          ${waits ? item("Merge into …", () => mergeQuestion(room, question)) : nothing}
        </div>`
      : nothing}
  </details>`;
}

/** Beside its button, and wholly on the screen: the list that it belongs to would cut it off. */
export function placeMenu(menu: Element | null): void {
  const list = menu?.querySelector<HTMLElement>(".menu-list");
  if (!list) return;
  const button = menu!.getBoundingClientRect();
  const below = button.bottom + 4;
  const top = below + list.offsetHeight < innerHeight - 8 ? below : Math.max(8, button.top - 4 - list.offsetHeight);
  list.style.top = `${top}px`;
  list.style.left = `${Math.max(8, button.right - list.offsetWidth)}px`;
}
