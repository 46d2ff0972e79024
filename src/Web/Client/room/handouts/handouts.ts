import { html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { confirmed } from "../../dialog.ts";
import { kindOf, sizeText } from "./file.ts";
import "./form.ts";
import { Panel } from "../panel.ts";
import type { Handout } from "../protocol.ts";

/** Slides, links and papers to take along. */
@customElement("room-handouts")
export class RoomHandouts extends Panel {
  @property({ attribute: false }) webinarId = "";
  @property({ attribute: false }) closed = "";
  @state() private removing: number | null = null;

  override render(): TemplateResult | typeof nothing {
    const { moderates, state } = this.room;
    const leads = moderates && !this.closed;
    if (state.handouts.length === 0 && !leads) return nothing;
    return html`<details class="handouts" data-handouts ?open=${!leads && !matchMedia("(max-width: 40rem)").matches}>
      <summary>Handouts <span class="count">${state.handouts.length}</span></summary>
      ${state.handouts.length === 0 ? html`<p class="hint">Slides, links and papers that the audience may take along.</p>` : nothing}
      <ul>${repeat(state.handouts, (handout) => handout.id, (handout) => this.#handout(handout, leads))}</ul>
      ${leads ? html`<handout-form .room=${this.room} .webinarId=${this.webinarId}></handout-form>` : nothing}
    </details>`;
  }

  #handout({ id, title, url, file }: Handout, leads: boolean): TemplateResult {
    return html`<li data-handout=${id}>
      <a class="handout" href=${hrefOf(url)} target=${file ? nothing : "_blank"} rel=${file ? nothing : "noopener"} download=${file ? "" : nothing}>
        <svg viewBox="0 0 16 16" aria-hidden="true">${file ? svg`<path d="M8 2v8m-3.500-3.500L8 10l3.500-3.500M3 13.500h10" />` : svg`<path d="M6 3H3v10h10v-3M9 2.500h4.500V7M13 3L7.500 8.500" />`}</svg>
        <span><bdi>${title}</bdi><span class="hint">${file ? `${kindOf(file.type)} · ${sizeText(file.bytes)}` : hostOf(url)}</span></span>
      </a>
      ${leads ? html`<button type="button" class="icon" aria-label=${`Remove ${title}`} title="Remove" ?disabled=${this.removing === id} @click=${() => void this.#remove(id, title)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg></button>` : nothing}
    </li>`;
  }

  async #remove(id: number, title: string): Promise<void> {
    if (!(await confirmed("Remove this handout?", `“${title}” is gone for everybody.`, "Remove"))) return;
    this.removing = id;
    await this.room.act("RemoveHandout", id);
    this.removing = null;
  }
}

/** Only what leads to a page or to a file of ours: never a script. */
function hrefOf(url: string): string {
  const protocol = URL.canParse(url, location.href) ? new URL(url, location.href).protocol : "";
  return protocol === "https:" || protocol === "http:" ? url : "#";
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : "Link";
}
