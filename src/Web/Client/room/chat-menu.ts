import { html, nothing, type TemplateResult } from "lit";
import { type Choice, emojis } from "./chat-choices.ts";
import type { MessageView } from "./protocol.ts";

const words: Record<Choice, string> = {
  reply: "Reply",
  original: "Show what this replies to",
  copy: "Copy text",
  edit: "Edit",
  delete: "Delete",
  report: "Report …",
  pin: "Pin for everybody",
  unpin: "Unpin",
  remove: "Remove",
  restore: "Restore",
  resolve: "Reports are dealt with",
  mute: "Mute …",
  ban: "Ban …",
};
const grave = new Set<Choice>(["delete", "remove", "ban"]);

/**
 * What can be done with one message: beside it, or on phones at the lower edge, where a thumb reaches it. Not one that browsers close
 * by themselves: to them the finger that opens it by a long press is one that points elsewhere.
 */
export function menuView(
  message: MessageView | undefined,
  choices: readonly Choice[],
  open: boolean,
  does: { choose(choice: Choice): void; react(emoji: string, on: boolean): void; closed(): void },
): TemplateResult {
  return html`<div popover="manual" class="message-menu" role="menu" aria-label=${message ? `Message of ${message.by.name}` : nothing} @keydown=${keys} @toggle=${(event: ToggleEvent) => event.newState === "closed" && does.closed()}>
    ${message && open && !message.removed
      ? html`<div class="menu-emojis" role="group" aria-label="React">
          ${emojis.map((emoji) => {
            const mine = message.mine?.includes(emoji) ?? false;
            return html`<button type="button" role="menuitemcheckbox" data-emoji=${emoji} aria-checked=${mine} aria-label=${`React with ${emoji}`} @click=${() => does.react(emoji, !mine)}>${emoji}</button>`;
          })}
        </div>`
      : nothing}
    ${choices.map((choice) => html`<button type="button" role="menuitem" data-choice=${choice} data-grave=${grave.has(choice) ? "yes" : nothing} @click=${() => does.choose(choice)}>${words[choice]}</button>`)}
  </div>`;
}

/** Beside `from`, inside the window. On phones the style sheet says where. */
export function place(menu: HTMLElement, from: HTMLElement): void {
  const beside = from.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = beside.bottom + 4 + height <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(beside.right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? beside.bottom + 4 : Math.min(beside.top, innerHeight) - height - 4)}px`;
}

function keys(event: KeyboardEvent): void {
  if (event.key === "Escape" || event.key === "Tab") (event.currentTarget as HTMLElement).hidePopover();
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>("button")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
}
