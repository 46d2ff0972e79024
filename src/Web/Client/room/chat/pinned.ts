import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./message.ts";
import type { MessageView } from "../protocol.ts";

/** At most three, newest first; folded, only the newest. A click leads to where it was said. */
export function pinnedView(pinned: readonly MessageView[], folded: boolean, does: { fold(): void; jump(position: number): void; unpin?(position: number): void }): TemplateResult | typeof nothing {
  if (pinned.length === 0) return nothing;
  const newest = [...pinned].reverse();
  return html`<section class="pinned" aria-label="Pinned messages" data-pinned-bar>
    <ul>
      ${(folded ? newest.slice(0, 1) : newest).map(
        (message) => html`<li data-pinned=${message.position} data-folded=${folded ? "yes" : nothing}>
          <button type="button" class="pinned-text" @click=${() => does.jump(message.position)} title="Show it in the chat">
            ${icon("M12 14v7M7 10.5V4h10v6.5l2 3.5H5z")}
            <span><strong dir="auto">${message.by.name}</strong> <span dir="auto">${message.text}</span></span>
          </button>
          ${does.unpin && !folded ? html`<button type="button" class="tool" aria-label="Unpin" title="Unpin" @click=${() => does.unpin!(message.position)}>${icon("M6 6l12 12M18 6 6 18")}</button>` : nothing}
        </li>`,
      )}
    </ul>
    <button type="button" class="tool" aria-expanded=${!folded} aria-label=${folded ? `Show all pinned messages, ${pinned.length}` : "Fold the pinned messages"} title=${folded ? "Unfold" : "Fold"} @click=${does.fold}>
      ${folded && pinned.length > 1 ? html`<span class="count">${pinned.length}</span>` : nothing}${icon(folded ? "M6 9l6 6 6-6" : "M6 15l6-6 6 6")}
    </button>
  </section>`;
}
