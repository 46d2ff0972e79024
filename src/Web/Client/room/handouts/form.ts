import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { safeLink } from "../announcements/due.ts";
import { accepted, problemOf, sizeText, titleOf } from "./file.ts";
import { upload } from "./upload.ts";
import { Panel } from "../panel.ts";
import { newClientId } from "../line/sending.ts";

/** Adds a link or a file. What was typed or chosen stays until it has arrived. */
@customElement("handout-form")
export class HandoutForm extends Panel {
  @property({ attribute: false }) webinarId = "";
  @state() private kind: "link" | "file" | null = null;
  @state() private heading = "";
  @state() private url = "";
  @state() private file: File | null = null;
  /** From 0 to 1 while a file is on its way. */
  @state() private share: number | null = null;
  @state() private busy = false;
  @state() private trouble = "";
  #key = "";

  override render(): TemplateResult {
    return html`
      <input type="file" class="hidden" tabindex="-1" aria-hidden="true" name="handout-file" accept=${accepted} @change=${this.#chosen} />
      ${this.kind
        ? this.#form()
        : html`<p class="actions">
            <button type="button" class="button small quiet" @click=${() => void this.#link()}>Add a link</button>
            <button type="button" class="button small quiet" @click=${this.#choose}>Upload a file</button>
          </p>
          <p class="error" role="alert">${this.trouble}</p>`}
    `;
  }

  #form(): TemplateResult {
    return html`<form class="tool-form" aria-label="Handout" @submit=${this.#send}>
      ${this.file ? html`<p class="hint"><bdi>${this.file.name}</bdi> · ${sizeText(this.file.size)}</p>` : nothing}
      <label class="field"><span>Title</span><input name="handout-title" dir="auto" autocomplete="off" .value=${this.heading} ?disabled=${this.busy} @input=${(event: Event) => this.#titled(event)} /></label>
      ${this.kind === "link" ? html`<label class="field"><span>Link</span><input name="handout-url" type="url" inputmode="url" placeholder="https://" autocomplete="off" .value=${this.url} @input=${(event: Event) => (this.url = (event.target as HTMLInputElement).value)} /></label>` : nothing}
      ${this.share === null ? nothing : html`<progress aria-label="Uploading" max="1" .value=${this.share}></progress>`}
      <p class="error" role="alert">${this.trouble}</p>
      <p class="actions">
        <button type="submit" class="button small" ?disabled=${this.busy}>${this.busy ? "Adding …" : this.trouble && this.file ? "Try again" : "Add"}</button>
        <button type="button" class="button small quiet" ?disabled=${this.busy} @click=${this.#leave}>Back</button>
      </p>
    </form>`;
  }

  async #link(): Promise<void> {
    this.kind = "link";
    this.trouble = "";
    await this.updateComplete;
    this.querySelector<HTMLElement>("[name=handout-title]")?.focus();
  }

  #choose = (): void => {
    this.querySelector<HTMLInputElement>("[name=handout-file]")!.click();
  };

  #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    this.trouble = problemOf(file);
    if (this.trouble) return;
    this.file = file;
    this.heading = titleOf(file.name);
    this.kind = "file";
    this.#key = newClientId();
  };

  /** Another title is another request. */
  #titled(event: Event): void {
    this.heading = (event.target as HTMLInputElement).value;
    this.#key = newClientId();
  }

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const title = this.heading.trim();
    this.trouble = !title ? "Give it a title." : this.kind === "link" && !safeLink(this.url.trim()) ? "The link has to begin with https://" : "";
    if (this.trouble) return;
    this.busy = true;
    const added = await (this.file ? this.#upload(this.file, title) : this.#add(title));
    this.busy = false;
    this.share = null;
    if (added) this.#leave();
  };

  async #add(title: string): Promise<boolean> {
    const refused = await this.room.act("AddLink", title, this.url.trim());
    if (refused === "too-many") this.room.say("There are 20 handouts already. Remove one of them first.");
    return refused === null;
  }

  async #upload(file: File, title: string): Promise<boolean> {
    this.share = 0;
    try {
      await upload(this.webinarId, file, title, this.#key, (share) => (this.share = share));
      return true;
    } catch (error) {
      this.trouble = (error as Error).message;
      return false;
    }
  }

  #leave = (): void => {
    this.kind = null;
    this.file = null;
    this.heading = "";
    this.url = "";
    this.trouble = "";
  };
}
