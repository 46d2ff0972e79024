import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { Panel } from "../panel.ts";
import "./card.ts";
import { Remembered } from "../remembered.ts";
import { sideCard } from "../side-card.ts";

/** Holds out a newly opened poll once, whatever tab is open. It takes no focus: who types goes on typing. */
@customElement("poll-offer")
export class PollOffer extends Panel {
  @property({ attribute: false }) webinarId = "";
  /** The tab with all polls is open: there is nothing to hold out. */
  @property({ attribute: false }) seen = false;
  @state() private offered: number | null = null;
  #known!: Remembered;

  protected override entered(): void {
    this.#known = new Remembered(this.webinarId, "polls");
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const open = this.room.state.polls.filter((poll) => poll.state === "open");
    if (this.room.moderates || !open.some((poll) => poll.id === this.offered)) this.offered = null;
    if (this.room.moderates) return;
    const fresh = open.filter((poll) => !this.#known.has(poll.id));
    for (const poll of fresh) this.#known.add(poll.id);
    if (this.seen) this.offered = null;
    else this.offered = fresh.filter((poll) => !poll.mine?.length).at(-1)?.id ?? this.offered;
  }

  override render(): TemplateResult | typeof nothing {
    const poll = this.room.state.polls.find((one) => one.id === this.offered);
    if (!poll) return nothing;
    const close = () => {
      this.offered = null;
    };
    return sideCard("poll", "A poll is open", html`${keyed(poll.id, html`<poll-card .room=${this.room} .poll=${poll}></poll-card>`)}`, close);
  }
}
