import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { rounded } from "../text.ts";
import { textOf } from "../refusals.ts";
import "./chat.ts";
import "./questions.ts";
import "./stage.ts";
import "./studio.ts";
import type { WebinarStatus } from "./protocol.ts";
import { Room } from "./room.ts";

const words: Record<WebinarStatus, string> = {
  draft: "Draft",
  scheduled: "Scheduled",
  starting: "Getting ready",
  live: "Live",
  interrupted: "Back in a moment",
  ended: "Ended",
  replay: "Replay",
  cancelled: "Cancelled",
};

/** The room's screen. The server writes what it knows into data attributes, so that there is something right to see at once. */
@customElement("live-room")
export class LiveRoom extends LitElement {
  @state() private tab: "chat" | "questions" = "chat";
  @state() private said = "";
  readonly #room: Room;
  readonly #page: DOMStringMap;

  constructor() {
    super();
    this.#page = { ...this.dataset };
    this.#room = new Room(this.#page.webinar!, this.#page.status as WebinarStatus, Number(this.#page.revision));
    this.#room.addEventListener("change", () => this.requestUpdate());
    this.#room.addEventListener("announce", (event) => (this.said = (event as CustomEvent<string>).detail));
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#room.run();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#room.stop();
  }

  override render(): TemplateResult {
    const { webinar, slug, heading, startsAt } = this.#page;
    const replay = this.#page.replay === "yes";
    const { status, viewers } = this.#room.state;
    this.dataset.status = status;
    const host = this.#page.host === "yes" || this.#room.isHost;
    return html`
      <div class="room" data-for=${host && !replay ? "host" : "attendee"}>
        <div class="room-main">
          <room-stage .room=${this.#room} .webinarId=${webinar} .slug=${slug} .heading=${heading} .startsAt=${startsAt} .replay=${replay}></room-stage>
          <div class="room-title">
            <div>
              <h1><a href=${`/w/${slug}`}>${heading}</a></h1>
              <p class="hint">with ${this.#page.hostName}</p>
            </div>
            <p class="room-facts">
              <span class="status" data-of=${status}>${words[status]}</span>
              ${viewers === null || replay ? nothing : html`<span class="viewers"><span data-viewers title=${viewers}>${rounded(viewers)}</span> here</span>`}
            </p>
          </div>
          ${host && !replay ? html`<room-studio .room=${this.#room} .webinarId=${webinar} .slug=${slug} .sandbox=${this.#page.sandbox === "yes"}></room-studio>` : nothing}
        </div>
        ${this.#side(status, replay)}
      </div>
      <p class="hidden" aria-live="polite">${this.said}</p>
    `;
  }

  #side(status: WebinarStatus, replay: boolean): TemplateResult {
    const closed = closedText(status, replay, this.#room.isHost);
    const open = this.#room.state.questions.filter((question) => question.state === "open").length;
    return html`<section class="side" aria-label="Chat and questions">
      <div class="tabs" role="tablist" @keydown=${this.#arrows}>
        ${this.#tab("chat", "Chat", nothing)}
        ${this.#tab("questions", "Questions", open > 0 ? html`<span class="count" aria-hidden="true">${open}</span>` : nothing)}
      </div>
      ${this.#banner()}
      <room-chat id="panel-chat" role="tabpanel" aria-labelledby="tab-chat" ?hidden=${this.tab !== "chat"} .room=${this.#room} .closed=${closed}></room-chat>
      <room-questions id="panel-questions" role="tabpanel" aria-labelledby="tab-questions" ?hidden=${this.tab !== "questions"} .room=${this.#room} .closed=${closed}></room-questions>
    </section>`;
  }

  #tab(tab: "chat" | "questions", name: string, extra: TemplateResult | typeof nothing): TemplateResult {
    const chosen = this.tab === tab;
    return html`<button type="button" role="tab" id=${`tab-${tab}`} aria-controls=${`panel-${tab}`} aria-selected=${chosen} tabindex=${chosen ? 0 : -1} @click=${() => (this.tab = tab)}>${name}${extra}</button>`;
  }

  #arrows = async (event: KeyboardEvent): Promise<void> => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    this.tab = this.tab === "chat" ? "questions" : "chat";
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus();
  };

  #banner(): TemplateResult {
    const { line, refusal, said } = this.#room;
    const text =
      line === "reconnecting" ? "Reconnecting … Nothing is lost, what you write is sent afterwards." : line === "refused" ? textOf(refusal) : line === "connecting" ? "Opening the room …" : "";
    return html`<div class="banners" role="status">
      ${text ? html`<p class="banner" data-line=${line}>${text}</p>` : nothing}
      ${said ? html`<p class="banner said">${said} <button type="button" class="link" @click=${() => this.#room.say("")}>Close</button></p>` : nothing}
    </div>`;
  }
}

/** Why nothing can be written; empty while it can. */
function closedText(status: WebinarStatus, replay: boolean, isHost: boolean): string {
  if (replay || status === "ended" || status === "replay") return "The webinar is over. This is what was said.";
  if (status === "cancelled") return "This webinar was cancelled.";
  return status === "draft" && !isHost ? "The room is not open yet." : "";
}
