import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { type Chat, carryOut } from "./act.ts";
import type { Choice } from "./choices.ts";
import { chatClosed } from "./closed.ts";
import type { ChatList, Row } from "./list.ts";
import { Seen } from "./mentions.ts";
import type { ChatMenu } from "./menu.ts";
import { messageView, waitingView } from "./message.ts";
import { pinnedView } from "./pinned.ts";
import { indexFrom } from "./window.ts";
import type { ChatWriter } from "./writer.ts";
import { LongPress } from "../long-press.ts";
import { Panel } from "../panel.ts";
import type { MessageView, RoomEvent } from "../protocol.ts";
import type { Action } from "../line/sending.ts";
import "./list.ts";
import "./menu.ts";
import "./writer.ts";

const saidFor = 8_000;
const shownFor = 2_000;
/** A jump looks so many pages of earlier messages far. */
const mostPages = 40;
/** Keys of what is on its way: after every position that there will be. */
const onItsWay = 2 ** 50;

@customElement("room-chat")
export class RoomChat extends Panel {
  /** Nothing can be said any more, and why. */
  @property({ attribute: false }) closed = "";
  @state() private loading = "";
  @state() private folded = true;
  /** Position of the message to which somebody has jumped. */
  @state() private shown = 0;
  @state() private said: { text: string; undo?: () => void } | null = null;
  @query("chat-list") private list!: ChatList;
  @query("chat-menu") private menu!: ChatMenu;
  @query("chat-writer") private writer!: ChatWriter;
  readonly #seen = new Seen();
  readonly #order = new Map<string, number>();
  #hush?: ReturnType<typeof setTimeout>;
  #restAfter = 0;

  protected override entered(): void {
    this.room.addEventListener("happened", (event) => this.#happened((event as CustomEvent<RoomEvent>).detail));
  }

  override render(): TemplateResult {
    if (this.hasUpdated && this.list.stuck && !this.loading) this.room.letGo();
    const { messages, pinned } = this.room.state;
    this.#seen.take(messages);
    const waiting = this.room.waiting("PostMessage");
    const empty = messages.length + waiting.length === 0 && this.room.line === "open";
    const open = this.#open;
    return html`
      ${pinnedView(pinned, this.folded, {
        fold: () => (this.folded = !this.folded),
        jump: (position) => void this.#jump(position),
        unpin: this.room.moderates ? (position) => void this.room.act("PinMessage", position, false) : undefined,
      })}
      <div class="chat-body">
        <chat-list
          class="scroll"
          data-scroll
          tabindex="0"
          role="log"
          aria-live="off"
          aria-label="Chat"
          aria-description="Arrow keys go from message to message, Enter opens what can be done with one."
          .rows=${waiting.length > 0 ? [...messages, ...waiting] : messages}
          .standIns=${waiting.length}
          .keyOf=${this.#keyOf}
          .draw=${(row: Row, index: number) => this.#row(row, index, open)}
          @near-start=${() => void this.#older()}
          @moved=${this.redraw}
          @keydown=${this.#keys}
        ></chat-list>
        ${empty ? html`<p class="empty small">${this.closed ? "Nothing was said here." : "Nobody has said anything yet. Say hello."}</p>` : nothing}
        ${this.loading ? html`<p class="chat-loading" role="status">${this.loading}</p>` : nothing} ${this.#below()}
      </div>
      ${this.#notes()}
      <chat-writer .room=${this.room} .closed=${this.closed} .seen=${this.#seen} @sent=${() => this.list.toEnd()}></chat-writer>
      <chat-menu .room=${this.room} .open=${open} .messageAt=${this.#message} .choose=${this.#choose}></chat-menu>
    `;
  }

  /** Reads further up: how many have come since, or the way back. */
  #below(): TemplateResult | typeof nothing {
    if (!this.hasUpdated || this.list.stuck) return nothing;
    const { messages } = this.room.state;
    const unseen = messages.length - this.#indexFrom(this.list.seen + 1);
    return html`<button class="button small unseen ${unseen > 0 ? "" : "quiet"}" type="button" data-unseen=${unseen} @click=${() => this.list.toEnd()}>
      ${unseen > 0 ? `${unseen} new ${unseen === 1 ? "message" : "messages"}` : "To the latest"}
    </button>`;
  }

  #notes(): TemplateResult {
    const { omitted } = this.room;
    return html`<div class="chat-notes" role="status">
      ${omitted > 0
        ? html`<p class="note" data-omitted>${omitted} ${omitted === 1 ? "message was" : "messages were"} not shown while very many people wrote. <button type="button" class="link" @click=${() => this.room.reload()}>Show them</button></p>`
        : nothing}
      ${this.said
        ? html`<p class="note" data-said>${this.said.text} ${this.said.undo ? html`<button type="button" class="link" data-undo @click=${() => this.#undo()}>Undo</button>` : nothing}</p>`
        : nothing}
    </div>`;
  }

  #row(row: Row, index: number, open: boolean): TemplateResult {
    const { messages, pinned, reports, you } = this.room.state;
    if ("method" in row)
      return waitingView(row, {
        name: you?.name ?? "You",
        canRetry: this.room.sending.canRetry(row),
        retry: () => this.room.sending.retry(row.clientId),
        edit: () => this.#takeBack(row),
        discard: () => this.room.sending.discard(row.clientId),
      });
    const { position } = row;
    return messageView(row, {
      me: you?.id,
      before: messages[index - 1],
      original: row.replyTo === undefined ? undefined : this.#message(row.replyTo),
      nameOf: (id) => this.#seen.people.get(id)?.name ?? (id === you?.id ? you.name : undefined),
      count: messages.length,
      place: index + 1,
      shown: this.shown === position,
      pinned: pinned.some((message) => message.position === position),
      reports: reports.find((report) => report.message.position === position)?.count ?? 0,
      open,
      reply: () => void this.writer.reply(row),
      menu: (from) => void this.menu.show(position, from),
      react: (emoji, on) => this.room.react(position, emoji, on),
      jump: () => void this.#jump(row.replyTo!),
    });
  }

  get #open(): boolean {
    return this.closed === "" && chatClosed(this.room.state, Date.now()) === null;
  }

  #keyOf = (row: Row): number => {
    if (!("method" in row)) return row.position;
    if (!this.#order.has(row.clientId)) this.#order.set(row.clientId, onItsWay + this.#order.size);
    return this.#order.get(row.clientId)!;
  };

  #indexFrom(position: number): number {
    const { messages } = this.room.state;
    return indexFrom(messages.length, (index) => messages[index]!.position, position);
  }

  #message = (position: number): MessageView | undefined => {
    const message = this.room.state.messages[this.#indexFrom(position)];
    return message?.position === position ? message : this.room.state.pinned.find((one) => one.position === position);
  };

  #takeBack(action: Action): void {
    this.room.sending.discard(action.clientId);
    this.writer.giveBack(String(action.args[0]));
  }

  // Earlier messages, and the way to one of them

  async #older(): Promise<void> {
    if (this.loading || !this.room.mayHaveOlder || Date.now() < this.#restAfter) return;
    this.loading = "Loading earlier messages …";
    if (!(await this.#page())) this.#restAfter = Date.now() + 1_000;
    this.loading = "";
  }

  /** True when there are more than before. */
  async #page(): Promise<boolean> {
    const before = this.room.state.messages[0];
    await this.room.older();
    return this.room.state.messages[0] !== before;
  }

  async #jump(position: number): Promise<void> {
    if (this.loading) return;
    for (let page = 0; page < mostPages && this.#indexFrom(position) === 0 && this.room.mayHaveOlder; page++) {
      if (this.room.state.messages[0]?.position === position) break;
      this.loading = "Looking for it …";
      // History may be asked five times a second.
      await new Promise((resolve) => setTimeout(resolve, 210));
      await this.#page();
    }
    await this.updateComplete;
    const found = this.list.jump(position);
    this.loading = "";
    if (!found) return this.#say("That message is too far back to be shown here.");
    this.shown = position;
    setTimeout(() => this.shown === position && (this.shown = 0), shownFor);
  }

  // What can be done with a message

  protected override firstUpdated(): void {
    new LongPress(this.list, (on) => this.#openMenu(on.closest("[data-position]")));
  }

  #openMenu(row: HTMLElement | null): void {
    if (row) void this.menu.show(Number(row.dataset.position), row.querySelector<HTMLElement>("[data-more]")!);
  }

  #keys = (event: KeyboardEvent): void => {
    const row = event.target as HTMLElement;
    if (event.key !== "Enter" || !row.dataset.position) return;
    event.preventDefault();
    this.#openMenu(row);
  };

  #choose = (choice: Choice, message: MessageView): void => {
    const chat: Chat = {
      room: this.room,
      reply: (one) => void this.writer.reply(one),
      edit: (one) => void this.writer.edit(one),
      jump: (position) => void this.#jump(position),
      say: (text, undo) => this.#say(text, undo),
    };
    void carryOut(choice, message, chat);
  };

  #say(text: string, undo?: () => void): void {
    this.said = { text, undo };
    clearTimeout(this.#hush);
    this.#hush = setTimeout(() => (this.said = null), saidFor);
  }

  #undo(): void {
    this.said?.undo?.();
    this.said = null;
  }

  /** For those who do not see the list: that somebody speaks to them. */
  #happened(event: RoomEvent): void {
    const me = this.room.state.you?.id ?? "";
    if (event.type !== "messagePosted" || event.by?.id === me || !event.mentions?.includes(me)) return;
    this.room.dispatchEvent(new CustomEvent("announce", { detail: `${event.by?.name} mentioned you: ${event.text}` }));
  }
}
