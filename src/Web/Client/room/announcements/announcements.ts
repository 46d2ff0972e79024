import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { clock } from "../../text.ts";
import { type Due, due, safeLink } from "./due.ts";
import { Panel } from "../panel.ts";
import { Remembered } from "../remembered.ts";
import { textView } from "../text-view.ts";

/** What the hosts want everybody to see, over the tabs. */
@customElement("room-announcements")
export class RoomAnnouncements extends Panel {
  @property({ attribute: false }) webinarId = "";
  @state() private ending: number | null = null;
  #hidden!: Remembered;
  #clock?: ReturnType<typeof setInterval>;

  protected override entered(): void {
    this.#hidden = new Remembered(this.webinarId, "announcements");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => {
      if (this.querySelector("[data-ticking]")) this.requestUpdate();
    }, 1_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  override render(): TemplateResult | typeof nothing {
    const shown = due(this.room.state.announcements, Date.now(), (id) => this.#hidden.has(id));
    if (shown.length === 0) return nothing;
    return html`<section class="announcements" aria-label="Announcements">${repeat(shown, (one) => one.announcement.id, (one) => this.#banner(one))}</section>`;
  }

  #banner({ announcement: { id, text, link }, left }: Due): TemplateResult {
    const href = link && safeLink(link.url);
    return html`<article class="announcement" data-announcement=${id}>
      <p class="announcement-text" dir="auto">${textView(text)}</p>
      <button type="button" class="icon" aria-label="Hide this announcement" title="Hide" @click=${() => this.#hide(id)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg></button>
      ${href || left !== undefined || this.room.moderates
        ? html`<p class="actions">
            ${href ? html`<a class="button small" href=${href} target="_blank" rel="noopener" data-announcement-link><bdi>${link.label || new URL(href).hostname}</bdi></a>` : nothing}
            ${left !== undefined ? html`<span class="announcement-clock" data-ticking role="timer" aria-label="Time left">${clock(left)}</span>` : nothing}
            ${this.room.moderates ? html`<button type="button" class="link" ?disabled=${this.ending === id} @click=${() => void this.#end(id)}>End for everybody</button>` : nothing}
          </p>`
        : nothing}
    </article>`;
  }

  #hide(id: number): void {
    this.#hidden.add(id);
    this.requestUpdate();
  }

  async #end(id: number): Promise<void> {
    this.ending = id;
    await this.room.act("EndAnnouncement", id);
    this.ending = null;
  }
}
