import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { groups, isWanted, wanting, type Wishes } from "./groups.ts";
import { Line } from "./knock.ts";

/** On /account: which notices somebody wants in the pages. Each switch is kept at once. */
@customElement("notice-preferences")
export class NoticePreferences extends LitElement {
  @state() private wishes: Wishes | null = null;
  @state() private busy = false;
  @state() private said = "Loading …";
  #line: Line | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.replaceChildren();
    void this.#begin();
  }

  override render(): TemplateResult {
    return html`${this.wishes
        ? html`<fieldset class="switches" ?disabled=${this.busy}>
            <legend class="hidden">Notices in these pages</legend>
            ${groups.map((group) => html`<label class="switch">
              <input type="checkbox" name=${group.name} .checked=${isWanted(this.wishes!, group)} @change=${(event: Event) => void this.#keep(group.name, (event.target as HTMLInputElement).checked)}>
              <span>${group.label}${group.hint ? html`<small>${group.hint}</small>` : nothing}</span>
            </label>`)}
          </fieldset>`
        : nothing}
      <p class="hint" role="status" data-said>${this.said}</p>`;
  }

  async #begin(): Promise<void> {
    try {
      this.#line = await Line.open();
      this.wishes = (await this.#line.knock.user.getPreferences()).workflows ?? {};
      this.said = "";
    } catch {
      this.said = "Your choices cannot be reached just now.";
    }
  }

  async #keep(name: string, on: boolean): Promise<void> {
    this.busy = true;
    this.said = "";
    try {
      await this.#line!.ready();
      // Read first: another page may have changed something meanwhile, and what is not sent is forgotten.
      const before = await this.#line!.knock.user.getPreferences();
      const workflows = wanting(before.workflows ?? {}, groups.find((group) => group.name === name)!, on);
      const after = await this.#line!.knock.user.setPreferences({
        workflows,
        categories: before.categories ?? {},
        channel_types: before.channel_types ?? {},
        channels: before.channels ?? {},
      });
      this.wishes = after.workflows ?? {};
      this.said = "Saved.";
    } catch {
      this.wishes = { ...this.wishes };
      this.said = "This could not be saved. Please try again.";
    }
    this.busy = false;
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[name=${name}]`)?.focus();
  }
}
