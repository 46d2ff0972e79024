import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { composer } from "../composer.ts";
import { Panel } from "../panel.ts";
import { type Draft, keepDraft, keptDraft } from "./draft.ts";
import { offerView } from "./offer.ts";
import { Similar } from "./similar.ts";
import type { Action } from "../line/sending.ts";
import { isMine } from "../state.ts";

/** Where a question is written. Dispatches "asked" when it goes out. */
@customElement("questions-ask")
export class QuestionsAsk extends Panel {
  /** Why nothing can be asked any more; empty while it can. */
  @property({ attribute: false }) closed = "";
  @state() private draft: Draft = { text: "", anonymous: false };
  /** Voted for instead of asking, with what had been written. */
  @state() private instead: { id: number; draft: Draft; voted: boolean } | null = null;
  readonly #similar = new Similar((text) => this.room.query("SimilarQuestions", text), () => this.requestUpdate());

  protected override entered(): void {
    this.draft = keptDraft(this.#webinar);
    this.room.addEventListener("gave-back", (event) => this.#gaveBack((event as CustomEvent<Action>).detail));
  }

  override render(): TemplateResult {
    if (this.closed) return html`<p class="closed">${this.closed}</p>`;
    const { settings, questions } = this.room.state;
    if (settings?.questions === "off")
      return html`<p class="closed" data-questions-off>The hosts take no questions now. You can still vote.${this.draft.text ? " What you wrote is kept." : ""}</p>`;
    const instead = this.instead;
    const reviewed = settings?.questionApproval && !this.room.moderates && this.draft.text.trim() !== "";
    return html`
      ${instead
        ? html`<p class="voted-instead" role="status"><span>Voted for <q dir="auto">${questions.find((one) => one.id === instead.id)?.text ?? "it"}</q></span> <button type="button" class="link" data-undo @click=${this.#askAfterAll}>Undo</button></p>`
        : offerView(this.room.state, this.#similar.list, (id) => this.#voteInstead(id))}
      ${composer({
        name: "question",
        label: "Ask a question",
        button: "Ask",
        draft: this.draft.text,
        least: 3,
        most: 500,
        quiet: this.room.secondsUntil("AskQuestion"),
        change: (text) => this.#write({ ...this.draft, text }),
        send: () => this.#ask(),
        extra: html`<div class="composer-extra">
          ${settings?.anonymousQuestions === false
            ? nothing
            : html`<label class="check"><input type="checkbox" name="anonymous" .checked=${this.draft.anonymous} @change=${(event: Event) => this.#write({ ...this.draft, anonymous: (event.target as HTMLInputElement).checked })} /> Without my name</label>`}
          ${reviewed ? html`<span class="hint">A moderator reads it first.</span>` : nothing}
        </div>`,
      })}
    `;
  }

  #write(draft: Draft): void {
    this.draft = draft;
    if (draft.text) this.instead = null;
    keepDraft(this.#webinar, draft);
    this.#similar.typed(draft.text);
  }

  #ask(): void {
    this.room.ask(this.draft.text.trim(), this.draft.anonymous && this.room.state.settings?.anonymousQuestions !== false);
    this.#write({ ...this.draft, text: "" });
    this.dispatchEvent(new Event("asked"));
  }

  #voteInstead(id: number): void {
    const question = this.room.state.questions.find((one) => one.id === id);
    const voted = question !== undefined && !isMine(this.room.state, question);
    const draft = this.draft;
    if (voted) this.room.vote(id, true);
    this.#write({ ...draft, text: "" });
    this.instead = { id, draft, voted };
  }

  /** The draft comes back, and the vote that took its place is taken back. */
  #askAfterAll = (): void => {
    const { id, draft, voted } = this.instead!;
    if (voted) this.room.vote(id, false);
    this.instead = null;
    this.#write(draft);
    this.querySelector<HTMLTextAreaElement>("[name=question]")?.focus();
  };

  #gaveBack(action: Action): void {
    if (action.method !== "AskQuestion") return;
    this.#write({ text: [String(action.args[0]), this.draft.text].filter(Boolean).join("\n"), anonymous: action.args[1] === true });
  }

  get #webinar(): string {
    return this.closest<HTMLElement>("[data-webinar]")?.dataset.webinar ?? location.pathname;
  }
}
