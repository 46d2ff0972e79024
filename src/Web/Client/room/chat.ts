import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { textOf } from "../refusals.ts";
import { composer } from "./composer.ts";
import { Panel } from "./panel.ts";
import type { MessageView } from "./protocol.ts";
import type { Action } from "./sending.ts";
import { textView, timeView } from "./text-view.ts";

/** More than this many messages never stand in the page at once. */
const most = 500;
const step = 200;

@customElement("room-chat")
export class RoomChat extends Panel {
  @state() private draft = "";
  @state() private replyTo: MessageView | null = null;
  /** Position of the first message shown while somebody reads above; null at the bottom. */
  @state() private anchor: number | null = null;
  @state() private seenUpTo = 0;
  @state() private loading = false;
  /** Nothing can be said any more. */
  @property({ attribute: false }) closed = "";

  #keep: { element: Element; top: number } | null = null;

  protected override entered(): void {
    this.room.addEventListener("gave-back", (event) => this.#gaveBack((event as CustomEvent<Action>).detail));
  }

  override render(): TemplateResult {
    const { messages } = this.room.state;
    const shown = this.#shown();
    const unseen = this.anchor === null ? 0 : messages.filter((message) => message.position > this.seenUpTo).length;
    const waiting = this.room.waiting("PostMessage");
    const empty = messages.length === 0 && waiting.length === 0 && this.room.line === "open";
    return html`
      <div class="scroll" data-scroll tabindex="0" role="log" aria-live="off" aria-label="Chat" @scroll=${this.#scrolled}>
        ${this.loading ? html`<p class="loading">Loading earlier messages …</p>` : nothing}
        ${empty ? html`<p class="empty small">${this.closed || "Nobody has said anything yet. Say hello."}</p>` : nothing}
        <ol class="messages" data-chat>
          ${repeat(shown, (message) => message.position, (message) => this.#message(message))}
          ${this.anchor === null ? waiting.map((action) => this.#pending(action)) : nothing}
        </ol>
      </div>
      ${unseen > 0 ? html`<button class="button small unseen" type="button" @click=${this.#toBottom}>${unseen} new ${unseen === 1 ? "message" : "messages"}</button>` : nothing}
      ${this.closed ? html`<p class="closed">${this.closed}</p>` : this.#composer()}
    `;
  }

  #composer(): TemplateResult {
    const reply = this.replyTo;
    return html`${reply
      ? html`<p class="replying">
          <span>Reply to <strong>${reply.by?.name}</strong></span>
          <button type="button" class="link" @click=${() => (this.replyTo = null)}>Cancel</button>
        </p>`
      : nothing}
    ${composer({
      name: "message",
      label: "Say something",
      button: "Send",
      draft: this.draft,
      least: 1,
      most: 500,
      quiet: this.room.secondsUntil("PostMessage"),
      change: (draft) => (this.draft = draft),
      send: () => {
        this.room.post(this.draft.trim(), reply?.position ?? null);
        this.draft = "";
        this.replyTo = null;
        this.#toBottom();
      },
    })}`;
  }

  #message(message: MessageView): TemplateResult {
    const quoted = message.replyTo ? this.room.state.messages.find((other) => other.position === message.replyTo) : undefined;
    const own = message.by?.id === this.room.state.you?.id;
    return html`<li class="message" data-position=${message.position} data-own=${own ? "yes" : nothing}>
      ${message.replyTo ? html`<p class="quoted">${quoted ? html`<strong>${quoted.by?.name}</strong> ${quoted.text}` : "An earlier message"}</p>` : nothing}
      <p class="message-head">
        <strong>${message.by?.name ?? "Somebody"}</strong>
        ${message.by?.role === "host" ? html`<span class="badge">Host</span>` : nothing} ${timeView(message.at)}
        ${this.closed ? nothing : html`<button type="button" class="link reply" @click=${() => this.#reply(message)}>Reply</button>`}
      </p>
      <p class="message-text" dir="auto">${textView(message.text)}</p>
    </li>`;
  }

  #pending(action: Action): TemplateResult {
    const failed = action.state === "failed";
    return html`<li class="message" data-own="yes" data-pending=${failed ? "failed" : "yes"}>
      <p class="message-head"><strong>${this.room.state.you?.name ?? "You"}</strong> <span>${failed ? "Not sent" : "Sending …"}</span></p>
      <p class="message-text" dir="auto">${textView(String(action.args[0]))}</p>
      ${failed
        ? html`<p class="error">${textOf(action.reason ?? "")}</p>
            <p class="actions">
              ${this.room.sending.canRetry(action)
                ? html`<button type="button" class="button small" @click=${() => this.room.sending.retry(action.clientId)}>Retry</button>`
                : html`<button type="button" class="button small" @click=${() => this.#edit(action)}>Edit</button>`}
              <button type="button" class="button small quiet" @click=${() => this.room.sending.discard(action.clientId)}>Discard</button>
            </p>`
        : nothing}
    </li>`;
  }

  #reply(message: MessageView): void {
    this.replyTo = message;
    this.querySelector("textarea")?.focus();
  }

  #edit(action: Action): void {
    this.draft = String(action.args[0]);
    this.room.sending.discard(action.clientId);
  }

  /** Too fast: the text goes back to where it was written, before what was written meanwhile. */
  #gaveBack(action: Action): void {
    if (action.method !== "PostMessage") return;
    this.draft = [String(action.args[0]), this.draft].filter(Boolean).join("\n");
  }

  #shown(): readonly MessageView[] {
    const { messages } = this.room.state;
    if (this.anchor === null) return messages.slice(-most);
    const first = messages.findIndex((message) => message.position >= this.anchor!);
    return messages.slice(first, first + most);
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector("[data-scroll]");
  }

  #scrolled = async (): Promise<void> => {
    const box = this.#scroller;
    if (!box) return;
    const { messages } = this.room.state;
    const shown = this.#shown();
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    const isEnd = shown.at(-1) === messages.at(-1);
    if (below < 40 && isEnd) {
      this.anchor = null;
    } else if (this.anchor === null && shown[0]) {
      this.anchor = shown[0].position;
      this.seenUpTo = messages.at(-1)?.position ?? 0;
    } else if (below < 200 && !isEnd) {
      this.#hold();
      this.anchor = shown[Math.min(step, shown.length - 1)]!.position;
    }
    if (box.scrollTop < 80 && !this.loading) await this.#above();
  };

  /** Shows earlier messages: those that we hold, else those of the store. */
  async #above(): Promise<void> {
    const held = this.room.state.messages;
    const first = this.#shown()[0];
    if (!first) return;
    if (held[0] === first) {
      if (!this.room.mayHaveOlder) return;
      this.loading = true;
      await this.room.older();
      this.loading = false;
    }
    const index = this.room.state.messages.indexOf(first);
    if (index <= 0) return;
    this.#hold();
    this.anchor = this.room.state.messages[Math.max(0, index - step)]!.position;
  }

  /** Remembers where a message that stays stands on the screen, to put it there again after the list has changed. */
  #hold(): void {
    const box = this.#scroller!;
    const top = box.getBoundingClientRect().top;
    const element = [...box.querySelectorAll("[data-position]")].find((one) => one.getBoundingClientRect().bottom > top);
    this.#keep = element ? { element, top: element.getBoundingClientRect().top } : null;
  }

  override updated(): void {
    const box = this.#scroller;
    if (!box) return;
    if (this.#keep) box.scrollTop += this.#keep.element.getBoundingClientRect().top - this.#keep.top;
    else if (this.anchor === null) box.scrollTop = box.scrollHeight;
    this.#keep = null;
  }

  #toBottom = (): void => {
    this.anchor = null;
    this.requestUpdate();
  };
}
