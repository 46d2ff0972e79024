import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { Panel } from "../panel.ts";
import { emojis, ReactionBatch } from "./batch.ts";
import type { RoomState } from "../state.ts";

/** Six ways to say something without words, and a hand to raise. */
@customElement("room-reactions")
export class RoomReactions extends Panel {
  @state() private raising = false;
  readonly #batch = new ReactionBatch();
  #timer?: ReturnType<typeof setTimeout>;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    const { state, moderates } = this.room;
    if (!isOpen(state)) return nothing;
    return html`<div class="reactions" data-reactions>
      <div class="reaction-bar" role="group" aria-label="React">
        ${emojis.map(([emoji, name]) => html`<button type="button" class="reaction" data-react=${emoji} aria-label=${name} title=${name} @click=${() => this.#tap(emoji)}>${emoji}</button>`)}
      </div>
      ${state.settings?.hands && !moderates ? this.#hand() : nothing}
    </div>`;
  }

  #hand(): TemplateResult {
    const { hands, you } = this.room.state;
    const up = hands.some((hand) => hand.person.id === you?.id);
    return html`<button type="button" class="hand" data-hand=${up ? "up" : "down"} aria-pressed=${up} ?disabled=${this.raising} @click=${() => void this.#raise(!up)}>
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M6 10V4.5a1.25 1.25 0 0 1 2.5 0V9m0-1V3.25a1.25 1.25 0 0 1 2.5 0V9m0-.5V4a1.25 1.25 0 0 1 2.5 0v6m0-3a1.25 1.25 0 0 1 2.5 0v5a5.5 5.5 0 0 1-5.5 5.5c-2 0-3.4-.8-4.5-2.4L3.6 12a1.3 1.3 0 0 1 2-1.6L6.500 11.500" /></svg>
      <span>${up ? "Lower hand" : "Raise hand"}</span>
    </button>`;
  }

  async #raise(on: boolean): Promise<void> {
    this.raising = true;
    await this.room.act("RaiseHand", on);
    this.raising = false;
  }

  #tap(emoji: string): void {
    this.room.dispatchEvent(new CustomEvent("reacted", { detail: emoji }));
    this.#batch.add(emoji);
    if (this.#timer === undefined) this.#wait();
  }

  #wait(): void {
    const due = this.#batch.due(Date.now());
    this.#timer = due === null ? undefined : setTimeout(this.#send, due);
  }

  #send = (): void => {
    // They may be lost: nobody counts on them, and a late one would say something about another moment.
    this.room.query("React", this.#batch.take(Date.now())).catch(() => undefined);
    this.#wait();
  };
}

function isOpen({ status, settings }: RoomState): boolean {
  if (!settings) return false;
  return status === "live" || status === "interrupted" || ((status === "scheduled" || status === "starting") && settings.openEarly);
}
