import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Panel } from "../panel.ts";
import { bars, seesResults } from "./results.ts";
import type { PollView } from "../protocol.ts";

const words = { draft: "Draft", open: "Open", closed: "Closed", published: "Results" };

/** A poll: the choice while it is open, and what the others chose as far as one may see it. */
@customElement("poll-card")
export class PollCard extends Panel {
  @property({ attribute: false }) poll!: PollView;
  @state() private picked: readonly number[] = [];
  /** Voted already, and thinking again. */
  @state() private changing = false;
  @state() private busy = false;
  /** Voted here, not yet told by the room. */
  @state() private sent: readonly number[] | null = null;

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.sent && same(this.sent, this.poll.mine ?? [])) this.sent = null;
    if (this.poll.state !== "open") this.changing = false;
  }

  override render(): TemplateResult {
    const { moderates } = this.room;
    const mine = this.sent ?? this.poll.mine ?? [];
    const poll = { ...this.poll, mine: [...mine] };
    const voting = poll.state === "open" && !moderates && (mine.length === 0 || this.changing) && !this.busy;
    const shown = bars(poll, seesResults(poll, moderates));
    const rows = poll.options.map((option, index) => {
      const bar = shown?.[index];
      const picked = voting ? this.picked.includes(index) : mine.includes(index);
      return html`<li data-option=${index} data-mine=${picked ? "yes" : nothing} data-leads=${bar?.leads ? "yes" : nothing}>
        <label class="poll-option">
          ${voting
            ? html`<input type=${poll.multiple ? "checkbox" : "radio"} name="choice" .checked=${picked} @change=${(event: Event) => this.#pick(index, (event.target as HTMLInputElement).checked)} />`
            : nothing}
          <span class="poll-text" dir="auto">${option}</span>
          ${!voting && picked ? html`<span class="badge">${this.busy ? "Saving …" : "Your choice"}</span>` : nothing}
          ${bar ? html`<span class="poll-number"><strong>${bar.percent}%</strong> <span>${bar.count}</span></span>` : nothing}
        </label>
        ${bar ? html`<span class="poll-bar" aria-hidden="true"><span style=${`transform: scaleX(${Math.min(1, bar.percent / 100)})`}></span></span>` : nothing}
      </li>`;
    });
    return html`<form class="poll" data-poll=${poll.id} data-state=${poll.state} @submit=${this.#submit}>
      <p class="poll-head"><span class="poll-state" data-of=${poll.state}>${words[poll.state]}</span><span>${this.#voters(shown !== null)}</span></p>
      <fieldset>
        <legend dir="auto">${poll.question}</legend>
        ${voting && poll.multiple ? html`<p class="hint">Choose as many as you like.</p>` : nothing}
        <ul class="poll-options">${rows}</ul>
      </fieldset>
      ${shown ? nothing : html`<p class="hint">${this.#hidden(mine.length > 0)}</p>`}
      ${voting ? this.#buttons(mine) : nothing}
      ${!voting && !moderates && poll.state === "open" && !this.busy ? html`<p class="actions"><button type="button" class="link" data-change-vote @click=${() => this.#change(mine)}>Change my vote</button></p>` : nothing}
    </form>`;
  }

  #buttons(mine: readonly number[]): TemplateResult {
    return html`<p class="actions">
      <button type="submit" class="button small" data-vote-poll ?disabled=${this.picked.length === 0}>Vote</button>
      ${this.changing
        ? html`<button type="button" class="button small quiet" @click=${() => (this.changing = false)}>Back</button>
            ${mine.length > 0 ? html`<button type="button" class="link" @click=${() => void this.#vote([])}>Take my vote back</button>` : nothing}`
        : nothing}
    </p>`;
  }

  #voters(shown: boolean): string {
    const voters = this.poll.results?.voters ?? 0;
    return !shown || this.poll.state === "draft" ? (this.poll.multiple ? "Several answers" : "One answer") : `${voters} ${voters === 1 ? "vote" : "votes"}`;
  }

  #hidden(voted: boolean): string {
    if (this.poll.state === "draft") return "Only moderators see this draft.";
    if (this.poll.state === "published") return "The results are on their way.";
    if (!this.poll.hideResults) return "No votes yet.";
    if (this.poll.state === "closed") return voted ? "The results are on their way." : "The results are shown when the host publishes them.";
    return voted ? "Counting …" : "Vote to see what the others think.";
  }

  #pick(index: number, on: boolean): void {
    if (this.poll.multiple) this.picked = on ? [...this.picked, index].sort((a, b) => a - b) : this.picked.filter((one) => one !== index);
    else this.picked = [index];
  }

  #change(mine: readonly number[]): void {
    this.picked = mine;
    this.changing = true;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    if (this.picked.length > 0 && !this.busy) void this.#vote(this.picked);
  };

  /** Shown as done at once; a refusal brings the form back with what was picked. */
  async #vote(choices: readonly number[]): Promise<void> {
    this.sent = choices;
    this.busy = true;
    const refused = await this.room.act("VotePoll", this.poll.id, choices);
    this.busy = false;
    if (refused) this.sent = null;
    else if (choices.length === 0) this.picked = [];
    this.changing = refused !== null && (this.poll.mine?.length ?? 0) > 0;
  }
}

function same(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((choice) => other.includes(choice));
}
