import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import "./announcements/announcements.ts";
import "./announcements/form.ts";
import { banners } from "./banners.ts";
import "./catch-up/card.ts";
import "./chat/chat.ts";
import "./feedback/card.ts";
import "./feedback/line.ts";
import "./handouts/handouts.ts";
import "./moderation/moderation.ts";
import { waitingFor } from "./moderation/waiting.ts";
import "./people/people.ts";
import "./polls/polls.ts";
import "./polls/offer.ts";
import type { RoomEvent, WebinarStatus } from "./protocol.ts";
import "./questions/questions.ts";
import "./reactions/reactions.ts";
import "./reactions/floats.ts";
import { refusedView } from "./refused.ts";
import { Room } from "./room.ts";
import "./stage/stage.ts";
import "./stage/studio.ts";
import { tabList, type TabView } from "./tabs.ts";
import { newsOf, type Tab } from "./unread.ts";
import { viewersView } from "./viewers.ts";

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

/** How long a sentence for the person stands. */
const saidFor = 12_000;

/** The room's screen. The server writes what it knows into data attributes, so that there is something right to see at once. */
@customElement("live-room")
export class LiveRoom extends LitElement {
  @state() private tab: Tab = "chat";
  @state() private unread: ReadonlySet<Tab> = new Set();
  @state() private said = "";
  readonly #room: Room;
  readonly #page: DOMStringMap;
  #lastSaid = "";
  #silence?: ReturnType<typeof setTimeout>;

  constructor() {
    super();
    this.#page = { ...this.dataset };
    this.#room = new Room(this.#page.webinar!, this.#page.status as WebinarStatus, Number(this.#page.revision));
    this.#room.addEventListener("change", this.#changed);
    this.#room.addEventListener("announce", (event) => (this.said = (event as CustomEvent<string>).detail));
    this.#room.addEventListener("happened", (event) => {
      const tab = newsOf((event as CustomEvent<RoomEvent>).detail, this.#room.state.you?.id);
      if (tab && tab !== this.tab && !this.unread.has(tab)) this.unread = new Set([...this.unread, tab]);
    });
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
    const { slug, heading, startsAt } = this.#page;
    const room = this.#room;
    const replay = this.#page.replay === "yes";
    const { status } = room.state;
    this.dataset.status = status;
    if (room.line === "refused") return refusedView(room.refusal, heading ?? "", room.state);
    const host = (this.#page.host === "yes" || room.isHost) && !replay;
    const leads = room.moderates && !replay;
    const webinar = this.#page.webinar!;
    const closed = closedText(status, replay, room.isHost);
    return html`
      <div class="room" data-for=${host ? "host" : leads ? "moderator" : "attendee"}>
        <div class="room-main">
          <div class="stage-frame">
            <room-stage .room=${room} .webinarId=${webinar} .slug=${slug} .heading=${heading} .startsAt=${startsAt} .replay=${replay}></room-stage>
            ${replay ? nothing : html`<reaction-floats .room=${room}></reaction-floats>`}
          </div>
          ${replay ? nothing : html`<room-reactions .room=${room}></room-reactions>`}
          ${this.#title(status, replay)}
          <feedback-line .room=${room} .webinarId=${webinar}></feedback-line>
          ${leads && !closed ? html`<div class="room-tools"><announcement-form .room=${room}></announcement-form></div>` : nothing}
          <room-handouts .room=${room} .webinarId=${webinar} .closed=${closed}></room-handouts>
          ${host ? html`<room-studio .room=${room} .webinarId=${webinar} .slug=${slug} .sandbox=${this.#page.sandbox === "yes"}></room-studio>` : nothing}
        </div>
        ${this.#side(webinar, replay, closed)}
      </div>
      <p class="hidden" aria-live="polite">${this.said}</p>
    `;
  }

  #title(status: WebinarStatus, replay: boolean): TemplateResult {
    return html`<div class="room-title">
      <div>
        <h1><a href=${`/w/${this.#page.slug}`}>${this.#page.heading}</a></h1>
        <p class="hint">with ${this.#page.hostName}</p>
      </div>
      <p class="room-facts">
        <span class="status" data-of=${status}>${words[status]}</span>
        ${replay ? nothing : viewersView(this.#room.state)}
      </p>
    </div>`;
  }

  #side(webinar: string, replay: boolean, closed: string): TemplateResult {
    const room = this.#room;
    const tabs = this.#tabs(replay);
    const tab = tabs.some((one) => one.id === this.tab) ? this.tab : "chat";
    const has = (id: Tab) => tabs.some((one) => one.id === id);
    return html`<section class="side" aria-label="Conversation">
      ${replay ? nothing : html`<room-announcements .room=${room} .webinarId=${webinar}></room-announcements>`}
      ${tabList(tabs, tab, this.#choose)}
      ${banners(room, this.#page.operator === "yes")}
      <div class="side-body">
        ${replay || closed ? nothing : html`<div class="side-cards"><poll-offer .room=${room} .webinarId=${webinar} .seen=${tab === "polls"}></poll-offer><catch-up-card .room=${room} .webinarId=${webinar}></catch-up-card></div>`}
        ${closed ? html`<div class="side-cards"><feedback-card .room=${room} .webinarId=${webinar} .waits=${replay}></feedback-card></div>` : nothing}
        <room-chat id="panel-chat" role="tabpanel" aria-labelledby="tab-chat" ?hidden=${tab !== "chat"} .room=${room} .closed=${closed}></room-chat>
        <room-questions id="panel-questions" role="tabpanel" aria-labelledby="tab-questions" ?hidden=${tab !== "questions"} .room=${room} .closed=${closed}></room-questions>
        ${has("polls") ? html`<room-polls id="panel-polls" role="tabpanel" aria-labelledby="tab-polls" ?hidden=${tab !== "polls"} .room=${room} .closed=${closed}></room-polls>` : nothing}
        ${has("people") ? html`<room-people id="panel-people" role="tabpanel" aria-labelledby="tab-people" ?hidden=${tab !== "people"} .room=${room} .active=${tab === "people"}></room-people>` : nothing}
        ${has("moderation") ? html`<room-moderation id="panel-moderation" role="tabpanel" aria-labelledby="tab-moderation" ?hidden=${tab !== "moderation"} .room=${room}></room-moderation>` : nothing}
      </div>
    </section>`;
  }

  #tabs(replay: boolean): TabView[] {
    const { state, moderates } = this.#room;
    const leads = moderates && !replay;
    const unread = (id: Tab) => this.unread.has(id);
    const open = state.questions.filter((question) => question.state === "open").length;
    const tabs: TabView[] = [
      { id: "chat", name: "Chat", unread: unread("chat") },
      { id: "questions", name: "Questions", count: open, unread: unread("questions") },
    ];
    if (leads || state.polls.some((poll) => poll.state !== "draft")) tabs.push({ id: "polls", name: "Polls", unread: unread("polls") });
    if (leads || (state.settings?.attendeeRoster && !replay)) tabs.push({ id: "people", name: "People", count: leads ? state.hands.length : 0 });
    if (leads) tabs.push({ id: "moderation", name: "Moderation", count: waitingFor(state) });
    return tabs;
  }

  #choose = (tab: Tab): void => {
    this.tab = tab;
    this.unread = new Set([...this.unread].filter((one) => one !== tab));
  };

  #changed = (): void => {
    this.requestUpdate();
    const { said } = this.#room;
    if (said === this.#lastSaid) return;
    this.#lastSaid = said;
    clearTimeout(this.#silence);
    if (said) this.#silence = setTimeout(() => this.#room.say(""), saidFor);
  };
}

/** Why nothing can be written; empty while it can. */
function closedText(status: WebinarStatus, replay: boolean, isHost: boolean): string {
  if (replay || status === "ended" || status === "replay") return "The webinar is over. This is what was said.";
  if (status === "cancelled") return "This webinar was cancelled.";
  return status === "draft" && !isHost ? "The room is not open yet." : "";
}
