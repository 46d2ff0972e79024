import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Panel } from "../panel.ts";
import { isOver, ratingsText, starsText } from "./rating.ts";

/** Under the title after the end: what one has said, or the way to say it; for moderators how it was liked, as it comes in. */
@customElement("feedback-line")
export class FeedbackLine extends Panel {
  @property({ attribute: false }) webinarId = "";

  override render(): TemplateResult | typeof nothing {
    const { state, moderates } = this.room;
    if (!isOver(state)) return nothing;
    if (moderates) {
      const text = ratingsText(state.ratings);
      return html`<p class="feedback-line" data-ratings>${text ? html`Feedback: <strong>${text}</strong>` : "No feedback yet."} <a href=${`/webinars/${this.webinarId}/feedback`}>All feedback</a></p>`;
    }
    const rate = () => this.room.dispatchEvent(new Event("rate"));
    return state.feedback
      ? html`<p class="feedback-line">You gave ${starsText(state.feedback.rating)}. <button type="button" class="link" data-rate @click=${rate}>Change it</button></p>`
      : html`<p class="feedback-line"><button type="button" class="link" data-rate @click=${rate}>How was it? Rate this webinar</button></p>`;
  }
}
