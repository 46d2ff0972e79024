import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { confirmed } from "../dialog.ts";
import { Panel } from "./panel.ts";
import { assignable, outranks, roleNames } from "./people-rank.ts";
import type { Role, RosterEntry } from "./protocol.ts";
import { timeView } from "./text-view.ts";

const spans: [string, string][] = [
  ["1", "1 minute"],
  ["5", "5 minutes"],
  ["10", "10 minutes"],
  ["30", "30 minutes"],
  ["1440", "24 hours"],
  ["", "For good"],
];

/** One person of the list, and what a moderator may do about them. Fires `changed` when the list is another. */
@customElement("room-person")
export class RoomPerson extends Panel {
  @property({ attribute: false }) person!: RosterEntry;
  @state() private open = false;
  @state() private busy = false;
  @state() private minutes = "10";
  @state() private removing = false;

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
    const sanction = this.#mute();
    return html`<div class="person-tools">
      ${roles.length > 0
        ? html`<label class="tool-row"><span>Role</span>
            <select name="role" ?disabled=${this.busy} @change=${(event: Event) => void this.#assign(event.target as HTMLSelectElement)}>
              ${roles.map((one) => html`<option value=${one} ?selected=${one === role}>${roleNames[one]}</option>`)}
            </select></label>`
        : nothing}
      ${sanction
        ? html`<p class="tool-row"><span>${sanction.until ? html`Muted until ${timeView(sanction.until)}` : "Muted for good"}</span><button type="button" class="button small quiet" ?disabled=${this.busy} @click=${() => void this.#act(this.room.act("LiftSanction", sanction.id))}>Unmute</button></p>`
        : html`<div class="tool-row"><label><span>Mute</span>
              <select name="minutes" .value=${this.minutes} ?disabled=${this.busy} @change=${(event: Event) => (this.minutes = (event.target as HTMLSelectElement).value)}>
                ${spans.map(([value, text]) => html`<option value=${value} ?selected=${value === this.minutes}>${text}</option>`)}
              </select></label>
            <button type="button" class="button small quiet" data-mute ?disabled=${this.busy} @click=${() => void this.#sanction("mute")}>Mute</button></div>`}
      <label class="check"><input type="checkbox" name="removeMessages" .checked=${this.removing} @change=${(event: Event) => (this.removing = (event.target as HTMLInputElement).checked)} /> Also remove what they wrote</label>
      <p class="tool-row"><span class="hint">A ban ends their connection; they cannot come back.</span><button type="button" class="button small danger" data-ban ?disabled=${this.busy} @click=${() => void this.#ban()}>Ban</button></p>
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

  async #ban(): Promise<void> {
    const { name } = this.person;
    if (await confirmed(`Ban ${name}?`, this.removing ? "They have to leave and cannot come back, and what they wrote is removed." : "They have to leave and cannot come back.", "Ban")) await this.#sanction("ban");
  }

  async #sanction(kind: "mute" | "ban"): Promise<void> {
    const minutes = kind === "mute" && this.minutes ? { minutes: Number(this.minutes) } : {};
    await this.#act(this.room.act("Sanction", { kind, personId: this.person.id, ...minutes, removeMessages: this.removing }));
  }

  async #act(acting: Promise<string | null>, stays = false): Promise<boolean> {
    this.busy = true;
    const refused = await acting;
    this.busy = false;
    if (refused === null) {
      this.open = stays && this.open;
      this.removing = false;
      this.dispatchEvent(new Event("changed", { bubbles: true }));
    }
    return refused === null;
  }
}
