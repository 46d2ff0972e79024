import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { canEdit } from "./choices.ts";
import { chatClosed } from "./closed.ts";
import { mentionsIn, nameBefore, namesLike, type Seen } from "./mentions.ts";
import { badgeView, icon } from "./message.ts";
import { composer } from "../composer.ts";
import { Panel } from "../panel.ts";
import type { Actor, MessageView, RoomEvent } from "../protocol.ts";
import type { Action } from "../line/sending.ts";

/** Where one writes, replies and edits; or why one cannot just now. Event `sent`: something of ours is at the list's end. */
@customElement("chat-writer")
export class ChatWriter extends Panel {
  /** The webinar's end, or a room that is not open yet: said before any other reason. */
  @property({ attribute: false }) closed = "";
  @property({ attribute: false }) seen!: Seen;
  @state() private draft = "";
  @state() private replyTo: MessageView | null = null;
  /** A message of ours that is being changed, with its new text. The draft of the next one waits meanwhile. */
  @state() private editing: { message: MessageView; text: string; saving: boolean } | null = null;
  @state() private naming: { from: number; start: string; chosen: number } | null = null;
  /** Slow mode: when our next message is taken, in milliseconds. */
  #slowUntil = 0;
  /** Who was chosen for a name that several have. */
  readonly #meant = new Map<string, Actor>();
  #tick?: ReturnType<typeof setInterval>;

  protected override entered(): void {
    this.draft = kept();
    this.room.addEventListener("gave-back", (event) => this.#gaveBack((event as CustomEvent<Action>).detail));
    this.room.addEventListener("happened", (event) => this.#happened((event as CustomEvent<RoomEvent>).detail));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  async reply(message: MessageView): Promise<void> {
    this.editing = null;
    this.replyTo = message;
    await this.#focus();
  }

  async edit(message: MessageView): Promise<void> {
    this.replyTo = null;
    this.editing = { message, text: message.text, saving: false };
    await this.#focus(message.text.length);
  }

  /** What could not be sent, before what was written meanwhile. */
  giveBack(text: string): void {
    this.#write([text, this.draft].filter(Boolean).join("\n"));
  }

  override render(): TemplateResult {
    const why = this.closed ? { text: this.closed } : chatClosed(this.room.state, Date.now());
    const quiet = this.#quiet();
    this.#keepTicking(quiet > 0 || why?.until !== undefined);
    if (why) return html`<p class="closed" data-closed>${why.text}</p>`;
    const busy = this.room.state.load === "readOnly" && !this.room.isPanel;
    return html`${busy ? html`<p class="hint note" role="status">Very much is going on: the chat can be read, and written again in a moment.</p>` : nothing} ${this.#purpose()}
    ${composer({
      name: "message",
      label: this.editing ? "Change your message" : "Say something",
      button: this.editing ? (this.editing.saving ? "Saving …" : "Save") : "Send",
      draft: this.#text,
      least: 1,
      most: 500,
      quiet: this.editing ? 0 : quiet,
      held: busy || this.editing?.saving,
      extra: this.#slowHint(),
      offer: this.#offer(),
      change: (text) => this.#write(text),
      send: () => void this.#send(),
      key: (event) => this.#key(event),
      caret: (field) => this.#caret(field),
    })}`;
  }

  get #text(): string {
    return this.editing?.text ?? this.draft;
  }

  #write(text: string): void {
    if (this.editing) this.editing = { ...this.editing, text };
    else keep((this.draft = text));
  }

  #purpose(): TemplateResult | typeof nothing {
    const message = this.editing?.message ?? this.replyTo;
    if (!message) return nothing;
    return html`<div class="replying" data-purpose=${this.editing ? "edit" : "reply"}>
      <p>
        <strong>${this.editing ? "Editing your message" : html`Reply to <span dir="auto">${message.by.name}</span>`}</strong>
        <span class="replying-text" dir="auto">${message.text}</span>
      </p>
      <button type="button" class="tool" aria-label="Cancel" title="Cancel" @click=${() => this.#cancel()}>${icon("M6 6l12 12M18 6 6 18")}</button>
    </div>`;
  }

  #slowHint(): TemplateResult | typeof nothing {
    const seconds = this.room.state.settings?.slowModeSeconds ?? 0;
    if (seconds === 0 || this.room.isPanel || this.editing) return nothing;
    const often = seconds === 60 ? "minute" : seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
    return html`<span class="hint slow" data-slow>Slow mode: one message every ${often}</span>`;
  }

  #quiet(): number {
    const slow = this.room.state.settings?.slowModeSeconds && !this.room.isPanel ? Math.ceil((this.#slowUntil - Date.now()) / 1_000) : 0;
    return Math.max(this.room.secondsUntil("PostMessage"), slow);
  }

  #keepTicking(on: boolean): void {
    if (on === (this.#tick !== undefined)) return;
    clearInterval(this.#tick);
    this.#tick = on ? setInterval(this.redraw, 1_000) : undefined;
  }

  async #send(): Promise<void> {
    const text = this.#text.trim();
    if (this.editing) return this.#save(this.editing.message, text);
    const people = [...this.#meant.values(), ...this.seen.people.values()];
    const mentions = mentionsIn(text, people);
    this.room.post(text, this.replyTo?.position ?? null, mentions.length > 0 ? mentions : null);
    this.#write("");
    this.replyTo = null;
    this.naming = null;
    this.#meant.clear();
    this.dispatchEvent(new Event("sent"));
  }

  async #save(message: MessageView, text: string): Promise<void> {
    if (text === message.text) return this.#cancel();
    this.editing = { message, text, saving: true };
    const refused = await this.room.act("EditMessage", message.position, text);
    if (this.editing?.message !== message) return;
    this.editing = refused ? { ...this.editing, saving: false } : null;
  }

  #cancel(): void {
    if (this.editing) this.editing = null;
    else this.replyTo = null;
    void this.#focus();
  }

  /** Slow mode begins to count when the room shows our message. */
  #happened(event: RoomEvent): void {
    const { settings, you } = this.room.state;
    if (event.type === "messagePosted" && event.by?.id === you?.id) this.#slowUntil = Date.now() + (settings?.slowModeSeconds ?? 0) * 1_000;
    const id = this.replyTo?.position ?? this.editing?.message.position;
    if (event.type === "messageRemoved" && event.messageId === id) this.replyTo = this.editing = null;
  }

  #gaveBack(action: Action): void {
    if (action.method === "PostMessage") this.giveBack(String(action.args[0]));
  }

  async #focus(caret?: number): Promise<void> {
    await this.updateComplete;
    const field = this.querySelector("textarea");
    field?.focus();
    if (caret !== undefined) field?.setSelectionRange(caret, caret);
  }

  // Names: offered while one is being written.

  get #names(): Actor[] {
    return this.naming ? namesLike(this.naming.start, this.seen.people.values(), this.room.state.you?.id) : [];
  }

  #caret(field: HTMLTextAreaElement): void {
    const found = field.selectionStart === field.selectionEnd ? nameBefore(field.value, field.selectionStart) : null;
    if (found?.from === this.naming?.from && found?.start === this.naming?.start) return;
    this.naming = found && { ...found, chosen: 0 };
  }

  #offer(): { list: TemplateResult; id: string; chosen: string } | undefined {
    const names = this.#names;
    if (names.length === 0) return undefined;
    const chosen = this.naming!.chosen;
    const list = html`<ul class="names" id="names" role="listbox" aria-label="People">
      ${names.map(
        (person, index) => html`<li role="option" id=${`name-${index}`} aria-selected=${index === chosen} @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.#pick(person)}>
          <span dir="auto">${person.name}</span> ${badgeView(person.role)}
        </li>`,
      )}
    </ul>`;
    return { list, id: "names", chosen: `name-${chosen}` };
  }

  #pick(person: Actor): void {
    const { from, start } = this.naming!;
    const text = this.#text;
    const before = `${text.slice(0, from)}@${person.name} `;
    this.#write(before + text.slice(from + 1 + start.length).trimStart());
    this.#meant.set(person.name, person);
    this.naming = null;
    void this.#focus(before.length);
  }

  #key(event: KeyboardEvent): boolean {
    const names = this.#names;
    if (names.length > 0) {
      const { chosen } = this.naming!;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.naming = { ...this.naming!, chosen: (chosen + step + names.length) % names.length };
        return true;
      }
      if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
        this.#pick(names[chosen]!);
        return true;
      }
      if (event.key === "Escape") {
        this.naming = null;
        return true;
      }
    }
    if (event.key === "Escape" && (this.editing || this.replyTo)) {
      this.#cancel();
      return true;
    }
    if (event.key !== "ArrowUp" || this.#text !== "") return false;
    const last = this.room.state.messages.findLast((message) => canEdit(message, this.room.state, Date.now()));
    if (last) void this.edit(last);
    return last !== undefined;
  }
}

/** Drafts live as long as the tab, one for each webinar; without storage they are just not kept. */
const place = () => `draft:${location.pathname}`;

function kept(): string {
  try {
    return sessionStorage.getItem(place()) ?? "";
  } catch {
    return "";
  }
}

function keep(draft: string): void {
  try {
    if (draft) sessionStorage.setItem(place(), draft);
    else sessionStorage.removeItem(place());
  } catch {
    // It is still in the field.
  }
}
