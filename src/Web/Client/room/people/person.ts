import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sanction } from "../moderation/sanction.ts";
import { Panel } from "../panel.ts";
import { assignable, outranks, roleNames } from "./rank.ts";
import type { Role, RosterEntry, SanctionKind } from "../protocol.ts";
import { timeView } from "../text-view.ts";

/** One person of the list, and what a moderator may do about them. Fires `changed` when the list is another. */
@customElement("room-person")
export class RoomPerson extends Panel {
  @property({ attribute: false }) person!: RosterEntry;
  @state() private open = false;
  @state() private busy = false;

  override render(): TemplateResult {
    const { id, name, role, since } = this.person;
    const { you } = this.room.state;
    const self = id === you?.id;
    const leads = !self && this.room.moderates && you !== null && outranks(you.role, role);
    return html`<div class="person">
        <p class="person-name">
          <bdi>${name}</bdi>
          ${self ? html`<span class="hint">You</span>` : nothing}
          ${role === "attendee" ? nothing : html`<span class="badge">${roleNames[role]}</span>`}
          ${this.#muted() ? html`<span class="badge warn">Muted</span>` : nothing}
        </p>
        <span class="hint person-since">${timeView(since)}</span>
        ${leads
          ? html`<button type="button" class="icon" data-person-tools aria-expanded=${this.open} aria-label=${`More about ${name}`} @click=${() => (this.open = !this.open)}><svg viewBox="0 0 16 16" aria-hidden="true" class="dots"><circle cx="3" cy="8" r="1.300" /><circle cx="8" cy="8" r="1.300" /><circle cx="13" cy="8" r="1.300" /></svg></button>`
          : nothing}
      </div>
      ${leads && this.open ? this.#tools(you.role) : nothing}`;
  }

  #tools(yours: Role): TemplateResult {
    const { role } = this.person;
    const roles = assignable(yours, role);
    const mute = this.#mute();
    return html`<div class="person-tools">
      ${roles.length > 0
        ? html`<label class="tool-row"><span>Role</span>
            <select name="role" ?disabled=${this.busy} @change=${(event: Event) => void this.#assign(event.target as HTMLSelectElement)}>
              ${roles.map((one) => html`<option value=${one} ?selected=${one === role}>${roleNames[one]}</option>`)}
            </select></label>`
        : nothing}
      ${mute ? html`<p class="hint">${mute.until ? html`Muted until ${timeView(mute.until)}` : "Muted for good"}</p>` : nothing}
      <p class="actions">
        ${mute
          ? html`<button type="button" class="button small quiet" data-unmute ?disabled=${this.busy} @click=${() => void this.#act(this.room.act("LiftSanction", mute.id))}>Unmute</button>`
          : html`<button type="button" class="button small quiet" data-mute @click=${() => this.#sanction("mute")}>Mute …</button>`}
        <button type="button" class="button small quiet" data-ban @click=${() => this.#sanction("ban")}>Ban …</button>
      </p>
    </div>`;
  }

  #mute() {
    const now = Date.now();
    return this.room.state.sanctions.find((one) => one.kind === "mute" && one.person?.id === this.person.id && (!one.until || Date.parse(one.until) > now));
  }

  #muted(): boolean {
    const { mutedUntil } = this.person;
    return this.#mute() !== undefined || (mutedUntil !== undefined && Date.parse(mutedUntil) > Date.now());
  }

  async #assign(select: HTMLSelectElement): Promise<void> {
    const role = select.value as Role;
    const before = this.person.role;
    if (!(await this.#act(this.room.act("AssignRole", this.person.id, role), true))) select.value = before;
  }

  #sanction(kind: SanctionKind): void {
    sanction(this.room, kind, { personId: this.person.id }, this.person, () => this.#changed());
  }

  async #act(acting: Promise<string | null>, stays = false): Promise<boolean> {
    this.busy = true;
    const refused = await acting;
    this.busy = false;
    if (refused === null) this.#changed(stays);
    return refused === null;
  }

  #changed(stays = false): void {
    this.open &&= stays;
    this.dispatchEvent(new Event("changed", { bubbles: true }));
  }
}
