import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { confirmed } from "../dialog.ts";
import { type Choice, choicesFor } from "./chat-choices.ts";
import { chatClosed } from "./chat-closed.ts";
import { reportWish, sanctionWish } from "./chat-dialogs.ts";
import { type ChatList, type Row } from "./chat-list.ts";
import { Seen } from "./chat-mentions.ts";
import { menuView, place } from "./chat-menu.ts";
import { messageView, waitingView } from "./chat-message.ts";
import { pinnedView } from "./chat-pinned.ts";
import { indexFrom } from "./chat-window.ts";
import { type ChatWriter } from "./chat-writer.ts";
import { Panel } from "./panel.ts";
import type { MessageView, RoomEvent, SanctionKind } from "./protocol.ts";
import type { Action } from "./sending.ts";
import "./chat-list.ts";
import "./chat-writer.ts";

const saidFor = 8_000;
const shownFor = 2_000;
/** A jump looks so many pages of earlier messages far. */
const mostPages = 40;
const longPress = 450;
/** Keys of what is on its way: after every position that there will be. */
const onItsWay = 2 ** 50;

@customElement("room-chat")
export class RoomChat extends Panel {
  /** Nothing can be said any more, and why. */
  @property({ attribute: false }) closed = "";
  @state() private loading = "";
  @state() private folded = true;
  /** Position of the message whose menu is open. */
  @state() private chosen = 0;
  /** Position of the message to which somebody has jumped. */
  @state() private shown = 0;
  @state() private said: { text: string; undo?: () => void } | null = null;
  @query("chat-list") private list!: ChatList;
  @query("chat-writer") private writer!: ChatWriter;
  readonly #seen = new Seen();
  readonly #order = new Map<string, number>();
  #hush?: ReturnType<typeof setTimeout>;
  #press?: ReturnType<typeof setTimeout>;
  #held = false;
  #restAfter = 0;
  /** What had the focus before the menu was opened. */
  #before: HTMLElement | null = null;

  protected override entered(): void {
    this.room.addEventListener("happened", (event) => this.#happened((event as CustomEvent<RoomEvent>).detail));
  }

  override render(): TemplateResult {
    const { messages, pinned } = this.room.state;
    this.#seen.take(messages);
    const waiting = this.room.waiting("PostMessage");
    const empty = messages.length + waiting.length === 0 && this.room.line === "open";
    const chosen = this.#message(this.chosen);
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
          .draw=${(row: Row, index: number) => this.#row(row, index)}
          @near-start=${() => void this.#older()}
          @moved=${this.redraw}
          @keydown=${this.#keys}
          @pointerdown=${this.#pressed}
          @pointerup=${this.#released}
          @pointercancel=${this.#released}
          @touchend=${this.#lifted}
          @contextmenu=${(event: PointerEvent) => event.pointerType === "touch" && event.preventDefault()}
          @pointermove=${(event: PointerEvent) => Math.hypot(event.movementX, event.movementY) > 4 && this.#released()}
        ></chat-list>
        ${empty ? html`<p class="empty small">${this.closed || "Nobody has said anything yet. Say hello."}</p>` : nothing}
        ${this.loading ? html`<p class="chat-loading" role="status">${this.loading}</p>` : nothing} ${this.#below()}
      </div>
      ${this.#notes()}
      <chat-writer .room=${this.room} .closed=${this.closed} .seen=${this.#seen} @sent=${() => this.list.toEnd()}></chat-writer>
      ${menuView(chosen, chosen ? choicesFor(chosen, this.room.state, this.#open, Date.now()) : [], this.#open, {
        choose: (choice) => this.#choose(choice),
        react: (emoji, on) => {
          this.room.react(this.chosen, emoji, on);
          this.#menu.hidePopover();
        },
        closed: () => this.#closed(),
      })}
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

  #row(row: Row, index: number): TemplateResult {
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
      open: this.#open,
      reply: () => void this.writer.reply(row),
      menu: (from) => void this.#openMenu(position, from),
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

  #message(position: number): MessageView | undefined {
    const message = this.room.state.messages[this.#indexFrom(position)];
    return message?.position === position ? message : this.room.state.pinned.find((one) => one.position === position);
  }

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
    this.loading = "";
    await this.updateComplete;
    if (!this.list.jump(position)) return this.#say("That message is too far back to be shown here.");
    this.shown = position;
    setTimeout(() => this.shown === position && (this.shown = 0), shownFor);
  }

  // What can be done with a message

  get #menu(): HTMLElement {
    return this.querySelector<HTMLElement>(".message-menu")!;
  }

  async #openMenu(position: number, from: HTMLElement): Promise<void> {
    this.#before = document.activeElement as HTMLElement;
    document.addEventListener("pointerdown", this.#elsewhere);
    this.chosen = position;
    await this.updateComplete;
    this.#menu.showPopover();
    place(this.#menu, from);
    this.#menu.querySelector("button")?.focus({ preventScroll: true });
  }

  #elsewhere = (event: Event): void => {
    if (!this.#menu.contains(event.target as Node)) this.#menu.hidePopover();
  };

  #closed(): void {
    document.removeEventListener("pointerdown", this.#elsewhere);
    this.chosen = 0;
    if (document.activeElement === document.body || this.#menu.contains(document.activeElement)) this.#before?.focus({ preventScroll: true });
  }

  #keys = (event: KeyboardEvent): void => {
    const row = event.target as HTMLElement;
    if (event.key !== "Enter" || !row.dataset.position) return;
    event.preventDefault();
    void this.#openMenu(Number(row.dataset.position), row.querySelector<HTMLElement>("[data-more]")!);
  };

  #pressed = (event: PointerEvent): void => {
    if (event.pointerType !== "touch") return;
    const row = (event.target as Element).closest<HTMLElement>("[data-position]");
    if (!row) return;
    this.#released();
    this.#press = setTimeout(() => {
      this.#held = true;
      navigator.vibrate?.(10);
      void this.#openMenu(Number(row.dataset.position), row.querySelector<HTMLElement>("[data-more]")!);
    }, longPress);
  };

  #released = (): void => clearTimeout(this.#press);

  /** Without this the finger that opened the menu also touches what came under it. */
  #lifted = (event: Event): void => {
    if (this.#held) event.preventDefault();
    this.#held = false;
  };

  #choose(choice: Choice): void {
    const message = this.#message(this.chosen);
    this.#menu.hidePopover();
    this.#before?.focus({ preventScroll: true });
    if (message) void this.#do(choice, message);
  }

  async #do(choice: Choice, message: MessageView): Promise<void> {
    const { position, by, text } = message;
    switch (choice) {
      case "reply":
        return this.writer.reply(message);
      case "edit":
        return this.writer.edit(message);
      case "original":
        return this.#jump(message.replyTo!);
      case "copy":
        return this.#copy(text);
      case "pin":
      case "unpin":
        return void this.room.act("PinMessage", position, choice === "pin");
      case "delete":
        if (await confirmed("Delete your message?", "It disappears for everybody and cannot be brought back.", "Delete")) void this.room.act("DeleteMessage", position);
        return;
      case "remove":
        if (!(await this.room.act("DeleteMessage", position))) this.#say("The message was removed.", () => void this.room.act("RestoreMessage", position));
        return;
      case "restore":
        return void this.room.act("RestoreMessage", position);
      case "resolve":
        return void this.room.act("ResolveReports", position);
      case "report": {
        const wish = await reportWish(by.name);
        if (wish && !(await this.room.act("ReportMessage", position, wish.reason ?? null))) this.#say("Thank you. The moderators will look at it.");
        return;
      }
      default:
        return this.#sanction(choice, message);
    }
  }

  async #sanction(kind: SanctionKind, { by }: MessageView): Promise<void> {
    const wish = await sanctionWish(kind, by.name);
    if (!wish || (await this.room.act("Sanction", { kind, personId: by.id, ...wish }))) return;
    this.#say(`${by.name} is ${kind === "mute" ? "muted" : "banned"}.`, () => {
      const sanction = this.room.state.sanctions.findLast((one) => one.kind === kind && one.person?.id === by.id);
      if (sanction) void this.room.act("LiftSanction", sanction.id);
    });
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say("Copied.");
    } catch {
      this.#say("This browser does not let a page copy here. Select the text instead.");
    }
  }

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
