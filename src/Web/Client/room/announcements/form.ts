import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { safeLink } from "./due.ts";
import { Panel } from "../panel.ts";

const spans: [string, string][] = [
  ["", "Until ended"],
  ["30", "30 seconds"],
  ["60", "1 minute"],
  ["300", "5 minutes"],
  ["900", "15 minutes"],
  ["3600", "1 hour"],
];
const blank = { text: "", label: "", url: "", seconds: "" };

/** Tells everybody something, with a link where there is one to follow. */
@customElement("announcement-form")
export class AnnouncementForm extends Panel {
  @state() private open = false;
  @state() private draft = { ...blank };
  @state() private busy = false;
  @state() private trouble = "";

  override render(): TemplateResult {
    return html`<button type="button" class="button small quiet" data-announce aria-expanded=${this.open} @click=${this.#toggle}>Announce</button>
      ${this.open ? this.#form() : nothing}`;
  }

  #form(): TemplateResult {
    const { text, label, url, seconds } = this.draft;
    return html`<form class="tool-form" aria-label="Announcement" @submit=${this.#send} @input=${this.#typed} @change=${this.#typed}>
      <label class="field"><span>Text</span><textarea name="text" rows="2" dir="auto" .value=${text}></textarea></label>
      <div class="fields">
        <label class="field"><span>Link <span class="optional">if any</span></span><input name="url" type="url" inputmode="url" placeholder="https://" autocomplete="off" .value=${url} /></label>
        <label class="field"><span>Its button says</span><input name="label" dir="auto" placeholder="Open" autocomplete="off" .value=${label} /></label>
        <label class="field"><span>Shown</span><select name="seconds" .value=${seconds}>${spans.map(([value, name]) => html`<option value=${value}>${name}</option>`)}</select></label>
      </div>
      <p class="error" role="alert">${this.trouble}</p>
      <p class="actions">
        <button type="submit" class="button small" ?disabled=${this.busy}>${this.busy ? "Sending …" : "Show to everybody"}</button>
        <button type="button" class="button small quiet" @click=${this.#toggle}>Back</button>
      </p>
    </form>`;
  }

  #toggle = async (): Promise<void> => {
    this.open = !this.open;
    await this.updateComplete;
    this.querySelector<HTMLElement>(this.open ? "textarea" : "[data-announce]")?.focus();
  };

  #typed = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    this.draft = { ...this.draft, [name]: value };
    this.trouble = "";
  };

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const text = this.draft.text.trim();
    const url = this.draft.url.trim();
    const label = this.draft.label.trim();
    this.trouble = !text ? "Write what everybody should see." : url && !safeLink(url) ? "The link has to begin with https://" : label && !url ? "The button needs a link." : "";
    if (this.trouble) return;
    this.busy = true;
    const refused = await this.room.act("Announce", text, url ? label || "Open" : null, url || null, this.draft.seconds ? Number(this.draft.seconds) : null);
    this.busy = false;
    if (refused === "too-many") this.room.say("Three announcements are shown already. End one of them first.");
    if (refused) return;
    this.draft = { ...blank };
    this.open = false;
  };
}
