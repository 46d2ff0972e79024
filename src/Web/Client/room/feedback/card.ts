import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { lengthOf } from "../../text.ts";
import { Panel } from "../panel.ts";
import { Remembered } from "../remembered.ts";
import { sideCard } from "../side-card.ts";
import { isOver, longest } from "./rating.ts";
import { stars } from "./stars.ts";

/** "How was it?", once the webinar is over. Closed it stays closed; the line under the title (feedback/line.ts) brings it back. */
@customElement("feedback-card")
export class FeedbackCard extends Panel {
  @property({ attribute: false }) webinarId = "";
  /** It waits until it is asked for: who opens a replay has not seen yet what there is to rate. */
  @property({ attribute: false }) waits = false;
  @state() private shown: "no" | "form" | "thanks" = "no";
  @state() private rating = 0;
  @state() private comment = "";
  @state() private busy = false;
  @state() private trouble = "";
  #offered = false;
  #closed!: Remembered;

  protected override entered(): void {
    this.#closed = new Remembered(this.webinarId, "feedback", true);
    this.room.addEventListener("rate", () => void this.#open());
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { state, moderates } = this.room;
    if (moderates) this.shown = "no";
    if (this.#offered || moderates || !isOver(state)) return;
    this.#offered = true;
    if (!this.waits && !state.feedback && !this.#closed.has("yes")) this.shown = "form";
  }

  override render(): TemplateResult | typeof nothing {
    if (this.shown === "no") return nothing;
    const body = this.shown === "form" ? this.#form() : html`<div class="feedback" tabindex="-1" data-thanks><h2>Thank you</h2><p>The hosts will read it.</p><p><button type="button" class="link" @click=${() => void this.#open()}>Change it</button></p></div>`;
    return sideCard("feedback", "Feedback", body, this.#close);
  }

  #form(): TemplateResult {
    const length = lengthOf(this.comment.trim());
    return html`<form class="feedback" data-feedback @submit=${this.#send}>
      <h2>How was it?</h2>
      ${stars(this.rating, (rating) => (this.rating = rating))}
      <label class="field"><span>What should the hosts know? <span class="optional">if anything</span></span>
        <textarea name="comment" rows="3" dir="auto" aria-invalid=${length > longest} .value=${this.comment} @input=${(event: Event) => (this.comment = (event.target as HTMLTextAreaElement).value)}></textarea></label>
      ${length > longest * 0.8 ? html`<p class="counter" data-over=${length > longest ? "yes" : nothing}>${length} of ${longest}</p>` : nothing}
      <p class="hint">Only hosts and moderators see it, with your name.</p>
      <p class="error" role="alert">${this.trouble}</p>
      <p class="actions"><button type="submit" class="button small" ?disabled=${this.busy}>${this.busy ? "Sending …" : "Send"}</button></p>
    </form>`;
  }

  async #open(): Promise<void> {
    const before = this.room.state.feedback;
    this.rating = before?.rating ?? this.rating;
    this.comment = before?.comment ?? this.comment;
    this.trouble = "";
    this.shown = "form";
    await this.updateComplete;
    this.querySelector<HTMLElement>("input:checked, input")?.focus();
  }

  #close = (): void => {
    this.#closed.add("yes");
    this.shown = "no";
  };

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    this.trouble = this.rating === 0 ? "Choose one to five stars." : lengthOf(this.comment.trim()) > longest ? `At most ${longest} characters, please.` : "";
    if (this.trouble) return;
    this.busy = true;
    const refused = await this.room.act("LeaveFeedback", this.rating, this.comment.trim() || null);
    this.busy = false;
    if (refused) return;
    this.shown = "thanks";
    await this.updateComplete;
    this.querySelector<HTMLElement>("[data-thanks]")?.focus();
  };
}
