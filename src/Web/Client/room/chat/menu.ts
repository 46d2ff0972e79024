import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { type Choice, choicesFor, emojis } from "./choices.ts";
import { Panel } from "../panel.ts";
import type { MessageView } from "../protocol.ts";

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
 * What can be done with one message: beside it, or on phones at the lower edge, where a thumb reaches it. Not a popover that browsers
 * close by themselves: to them the finger that opens it by a long press is one that points elsewhere.
 */
@customElement("chat-menu")
export class ChatMenu extends Panel {
  /** The chat can be written. */
  @property({ attribute: false }) open = false;
  @property({ attribute: false }) messageAt: (position: number) => MessageView | undefined = () => undefined;
  @property({ attribute: false }) choose: (choice: Choice, message: MessageView) => void = () => {};
  @state() private position = 0;
  @query(".message-menu") private menu!: HTMLElement;
  /** What had the focus before. */
  #before: HTMLElement | null = null;

  async show(position: number, from: HTMLElement): Promise<void> {
    this.#before = document.activeElement as HTMLElement;
    document.addEventListener("pointerdown", this.#elsewhere);
    this.position = position;
    await this.updateComplete;
    this.menu.showPopover();
    place(this.menu, from);
    this.menu.querySelector("button")?.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    // It stands as it is now: somebody may remove it while the menu is open.
    const message = this.position > 0 ? this.messageAt(this.position) : undefined;
    return html`<div popover="manual" class="message-menu" role="menu" aria-label=${message ? `Message of ${message.by.name}` : nothing} @keydown=${this.#keys} @toggle=${this.#toggled}>
      ${message ? this.#items(message) : nothing}
    </div>`;
  }

  #items(message: MessageView): TemplateResult {
    return html`${this.open && !message.removed
      ? html`<div class="menu-emojis" role="group" aria-label="React">
          ${emojis.map((emoji) => {
            const mine = message.mine?.includes(emoji) ?? false;
            const react = () => this.#close(() => this.room.react(message.position, emoji, !mine));
            return html`<button type="button" role="menuitemcheckbox" data-emoji=${emoji} aria-checked=${mine} aria-label=${`React with ${emoji}`} @click=${react}>${emoji}</button>`;
          })}
        </div>`
      : nothing}
    ${choicesFor(message, this.room.state, this.open, Date.now()).map(
      (choice) => html`<button type="button" role="menuitem" data-choice=${choice} data-grave=${grave.has(choice) ? "yes" : nothing} @click=${() => this.#close(() => this.choose(choice, message))}>${words[choice]}</button>`,
    )}`;
  }

  #close(then: () => void): void {
    this.menu.hidePopover();
    this.#before?.focus({ preventScroll: true });
    then();
  }

  #toggled = (event: ToggleEvent): void => {
    if (event.newState === "open") return;
    document.removeEventListener("pointerdown", this.#elsewhere);
    this.position = 0;
    if (document.activeElement === document.body || this.contains(document.activeElement)) this.#before?.focus({ preventScroll: true });
  };

  #elsewhere = (event: Event): void => {
    if (!this.menu.contains(event.target as Node)) this.menu.hidePopover();
  };

  #keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape" || event.key === "Tab") this.menu.hidePopover();
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...this.menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    items[(at + step + items.length) % items.length]?.focus();
  };
}

/** Beside `from`, inside the window. On phones the style sheet says where. */
function place(menu: HTMLElement, from: HTMLElement): void {
  const beside = from.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = beside.bottom + 4 + height <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(beside.right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? beside.bottom + 4 : Math.min(beside.top, innerHeight) - height - 4)}px`;
}
