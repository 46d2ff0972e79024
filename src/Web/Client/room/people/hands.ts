import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Panel } from "../panel.ts";
import type { RaisedHand } from "../protocol.ts";
import { timeView } from "../text-view.ts";

/** Who wants to speak, first come first: for moderators. */
@customElement("room-hands")
export class RoomHands extends Panel {
  @state() private busy: string | null = null;

  override render(): TemplateResult | typeof nothing {
    const { hands } = this.room.state;
    if (hands.length === 0) return nothing;
    return html`<section class="hands" aria-labelledby="hands-title">
      <h2 id="hands-title">Raised hands <span class="count">${hands.length}</span></h2>
      <ol>${repeat(hands, (hand) => hand.person.id, (hand) => this.#hand(hand))}</ol>
    </section>`;
  }

  #hand({ person, at }: RaisedHand): TemplateResult {
    const busy = this.busy === person.id;
    return html`<li class="person" data-hand-of=${person.id}>
      <p class="person-name"><bdi>${person.name}</bdi><span class="hint">since ${timeView(at)}</span></p>
      <p class="actions">
        ${this.room.isHost && person.role === "attendee" ? html`<button type="button" class="button small" ?disabled=${busy} @click=${() => void this.#promote(person.id)}>Make panelist</button>` : nothing}
        <button type="button" class="button small quiet" ?disabled=${busy} @click=${() => void this.#lower(person.id)}>Lower</button>
      </p>
    </li>`;
  }

  async #promote(personId: string): Promise<void> {
    this.busy = personId;
    if ((await this.room.act("AssignRole", personId, "panelist")) === null) await this.room.act("LowerHand", personId);
    this.busy = null;
  }

  async #lower(personId: string): Promise<void> {
    this.busy = personId;
    await this.room.act("LowerHand", personId);
    this.busy = null;
  }
}
