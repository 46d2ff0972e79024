import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { safeLink } from "../announcements/due.ts";
import { type CatchUp, catchUp, spanText } from "./catch-up.ts";
import { kindOf } from "../handouts/file.ts";
import { Panel } from "../panel.ts";
import { bars } from "../polls/results.ts";
import type { PollView } from "../protocol.ts";
import { Remembered } from "../remembered.ts";
import { sideCard } from "../side-card.ts";
import { textView } from "../text-view.ts";

/** Once, for who comes in the middle: what has been said and decided so far. */
@customElement("catch-up-card")
export class CatchUpCard extends Panel {
  @property({ attribute: false }) webinarId = "";
  /** As it was on coming in: what happens from now on, one sees. */
  @state() private shown: CatchUp | null = null;
  #here!: Remembered;

  protected override entered(): void {
    this.#here = new Remembered(this.webinarId, "here");
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { state, moderates } = this.room;
    // The first that we know of the room: who was here before has missed nothing.
    if (state.settings === null || this.#here.has("yes")) return;
    this.#here.add("yes");
    this.shown = moderates ? null : catchUp(state, Date.now());
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.shown) return nothing;
    const { minutes, questions, polls, pinned, announcements, handouts } = this.shown;
    const close = () => {
      this.shown = null;
    };
    const body = html`<div class="catch-up">
      <h2>Live for ${spanText(minutes)}</h2>
      <p class="hint">Here is what you missed.</p>
      ${part("Answered questions", questions.map((question) => html`<li><p class="catch-up-question" dir="auto">${question.text}</p><p class="catch-up-answer" dir="auto">${textView(question.answer?.text ?? "")}</p></li>`))}
      ${part("Polls", polls.map((poll) => html`<li><p class="catch-up-question" dir="auto">${poll.question}</p>${leading(poll)}</li>`))}
      ${part("Pinned", pinned.map((message) => html`<li><p dir="auto">${textView(message.text)}</p></li>`))}
      ${part("Announcements", announcements.map(({ text, link }) => {
        const href = link && safeLink(link.url);
        return html`<li><p dir="auto">${textView(text)}</p>${href ? html`<p><a href=${href} target="_blank" rel="noopener"><bdi>${link.label || new URL(href).hostname}</bdi></a></p>` : nothing}</li>`;
      }))}
      ${part("Handouts", handouts.map((handout) => html`<li><bdi>${handout.title}</bdi>${handout.file ? html` <span class="hint">${kindOf(handout.file.type)}</span>` : nothing}</li>`))}
    </div>`;
    return sideCard("catch-up", "What you missed", body, close);
  }
}

function part(title: string, items: TemplateResult[]): TemplateResult | typeof nothing {
  return items.length > 0 ? html`<h3>${title}</h3><ul>${items}</ul>` : nothing;
}

function leading(poll: PollView): TemplateResult {
  const best = (bars(poll, true) ?? []).sort((a, b) => b.count - a.count).slice(0, 3).filter((bar) => bar.count > 0);
  return html`<ul class="catch-up-bars">${best.map((bar) => html`<li><strong>${bar.percent}%</strong> <bdi>${bar.option}</bdi></li>`)}</ul>`;
}
