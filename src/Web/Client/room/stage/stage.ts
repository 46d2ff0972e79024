import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { clock } from "../../text.ts";
import { until } from "../../times.ts";
import { Panel } from "../panel.ts";
import "./player.ts";

const when = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });

/** The big picture: attendees see exactly one of lobby, getting ready, live, back in a moment, ended, replay, cancelled. */
@customElement("room-stage")
export class RoomStage extends Panel {
  @property({ attribute: false }) webinarId = "";
  @property({ attribute: false }) heading = "";
  @property({ attribute: false }) slug = "";
  @property({ attribute: false }) startsAt = "";
  @property({ attribute: false }) replay = false;
  #clock?: ReturnType<typeof setInterval>;

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

  override render(): TemplateResult {
    return html`<div class="stage" role="region" aria-label="Stage">${this.#view()}</div>`;
  }

  #view(): TemplateResult {
    const { status, streamState } = this.room.state;
    switch (status) {
      case "live":
        return this.#player("live");
      case "interrupted":
        return this.#away();
      case "ended":
        return this.#note("That was it", "The replay is being prepared. It will appear here by itself.", "ended");
      case "replay":
        return this.replay ? this.#player("replay") : this.#replayLink();
      case "cancelled":
        return this.#note("Cancelled", "This webinar will not take place.", "cancelled");
      default:
        if (this.room.isHost && streamState === "active") return this.#preview();
        return status === "starting" ? this.#note("Getting ready", "We are about to begin. Stay here, the picture comes by itself.", "starting") : this.#lobby();
    }
  }

  #player(kind: "live" | "replay" | "preview"): TemplateResult {
    return html`<room-player data-kind=${kind} data-webinar=${this.webinarId} data-heading=${this.heading}></room-player>`;
  }

  #preview(): TemplateResult {
    return html`${this.#player("preview")}<p class="stage-label">Preview: only you see this</p>`;
  }

  #lobby(): TemplateResult {
    const left = Date.parse(this.startsAt) - Date.now();
    return html`<div class="stage-card" data-view="lobby" data-ticking>
      <p class="stage-small">${when.format(new Date(this.startsAt))}</p>
      <p class="stage-big">${left > 0 ? `Begins ${until(left)}` : "Starting shortly"}</p>
      <p>You are in the right place. The picture comes by itself.</p>
    </div>`;
  }

  #away(): TemplateResult {
    const end = this.room.state.until;
    const left = end ? Date.parse(end) - Date.now() : 0;
    return html`<div class="stage-card" data-view="interrupted" data-ticking>
      <p class="stage-big">Back in a moment</p>
      <p>The picture was lost. We wait for the host.</p>
      ${left > 0 ? html`<p class="stage-clock" role="timer" aria-label="Time left">${clock(left)}</p>` : ""}
    </div>`;
  }

  #replayLink(): TemplateResult {
    return html`<div class="stage-card" data-view="replay">
      <p class="stage-big">The replay is ready</p>
      <p><a class="button large" href=${`/w/${this.slug}/replay`}>Watch the replay</a></p>
    </div>`;
  }

  #note(title: string, text: string, view: string): TemplateResult {
    return html`<div class="stage-card" data-view=${view}><p class="stage-big">${title}</p><p>${text}</p></div>`;
  }
}
