import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { confirmed } from "../../dialog.ts";
import { Panel } from "../panel.ts";
import "./card.ts";
import "./form.ts";
import { listed } from "./results.ts";
import type { PollView } from "../protocol.ts";

type PollMethod = "OpenPoll" | "ClosePoll" | "PublishPoll" | "DiscardPoll";

/** All polls: attendees vote, moderators make and lead them. */
@customElement("room-polls")
export class RoomPolls extends Panel {
  /** The id of the draft that is being written; "new" before it has one. */
  @state() private writing: number | "new" | null = null;
  @state() private busy: number | null = null;
  /** Nothing can be asked any more. */
  @property({ attribute: false }) closed = "";

  override render(): TemplateResult {
    const { moderates, state } = this.room;
    const polls = listed(state.polls, moderates);
    const leads = moderates && !this.closed;
    return html`
      ${leads && this.writing !== "new"
        ? html`<div class="panel-tools"><button type="button" class="button small" data-new-poll @click=${() => (this.writing = "new")}>New poll</button></div>`
        : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label="Polls">
        ${leads && this.writing === "new" ? html`<poll-form .room=${this.room} @done=${this.#written}></poll-form>` : nothing}
        ${polls.length === 0 && this.writing === null ? html`<p class="empty small">${leads ? "Ask the audience something: a poll takes a minute to write." : "No polls yet."}</p>` : nothing}
        <ol class="polls">
          ${repeat(polls, (poll) => poll.id, (poll) => html`<li>
            ${leads && this.writing === poll.id
              ? html`<poll-form .room=${this.room} .poll=${poll} @done=${this.#written}></poll-form>`
              : html`<poll-card .room=${this.room} .poll=${poll}></poll-card>${leads ? this.#tools(poll) : nothing}`}
          </li>`)}
        </ol>
      </div>
    `;
  }

  #tools(poll: PollView): TemplateResult | typeof nothing {
    const button = (name: string, method: PollMethod, quiet = false) =>
      html`<button type="button" class=${quiet ? "button small quiet" : "button small"} ?disabled=${this.busy === poll.id} @click=${() => void this.#act(method, poll)}>${name}</button>`;
    switch (poll.state) {
      case "draft":
        return html`<p class="actions poll-tools">
          ${button("Open", "OpenPoll")}
          <button type="button" class="button small quiet" @click=${() => (this.writing = poll.id)}>Edit</button>
          <button type="button" class="link" ?disabled=${this.busy === poll.id} @click=${() => void this.#discard(poll)}>Discard</button>
        </p>`;
      case "open":
        return html`<p class="actions poll-tools">${button("Close", "ClosePoll")}</p>`;
      case "closed":
        return html`<p class="actions poll-tools">${button("Publish results", "PublishPoll")}${button("Open again", "OpenPoll", true)}</p>`;
      default:
        return nothing;
    }
  }

  #written = (): void => {
    this.writing = null;
  };

  async #discard(poll: PollView): Promise<void> {
    if (await confirmed("Discard this draft?", poll.question, "Discard")) await this.#act("DiscardPoll", poll);
  }

  async #act(method: PollMethod, poll: PollView): Promise<void> {
    this.busy = poll.id;
    await this.room.act(method, poll.id);
    this.busy = null;
  }
}
