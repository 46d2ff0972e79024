import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { composer } from "./composer.ts";
import { settle, type Sort, sorted } from "./order.ts";
import { Panel } from "./panel.ts";
import { isMine, type Question } from "./state.ts";
import type { Action } from "./sending.ts";
import { textView, timeView } from "./text-view.ts";

const sorts: [Sort, string][] = [
  ["top", "Top"],
  ["new", "New"],
  ["answered", "Answered"],
  ["mine", "Mine"],
];

@customElement("room-questions")
export class RoomQuestions extends Panel {
  @state() private sort: Sort = "top";
  @state() private draft = "";
  @state() private anonymous = false;
  /** The question that is being answered with text, and the text so far. */
  @state() private answering: { id: number; text: string; isPrivate: boolean } | null = null;
  /** Nothing can be asked any more. */
  @property({ attribute: false }) closed = "";
  #order: number[] = [];
  #fresh = true;

  protected override entered(): void {
    this.room.addEventListener("gave-back", (event) => this.#gaveBack((event as CustomEvent<Action>).detail));
  }

  override render(): TemplateResult {
    const { questions } = this.room.state;
    const wanted = sorted(questions, this.sort, this.room.state.you?.id);
    const { order, moved } = this.#fresh ? { order: wanted, moved: 0 } : settle(this.#order, wanted);
    this.#order = order;
    // The first list that there is stands as it should; from then on it keeps still.
    if (this.room.line === "open" && wanted.length > 0) this.#fresh = false;
    const byId = new Map(questions.map((question) => [question.id, question]));
    const waiting = this.room.waiting("AskQuestion");
    return html`
      <div class="sorts" role="group" aria-label="Show questions">
        ${sorts.map(([sort, name]) => html`<button type="button" class="chip" aria-pressed=${this.sort === sort} @click=${() => this.#show(sort)}>${name}</button>`)}
      </div>
      ${moved > 0 ? html`<button type="button" class="button small moved" @click=${() => this.#show(this.sort)}>${moved} moved · update</button>` : nothing}
      <div class="scroll" tabindex="0" aria-label="Questions" role="region">
        ${order.length + waiting.length === 0 && this.room.line === "open" ? html`<p class="empty small">${this.#emptyText()}</p>` : nothing}
        <ol class="questions">
          ${repeat(order, (id) => id, (id) => this.#question(byId.get(id)!))}
          ${waiting.map((action) => html`<li class="question" data-pending=${action.state === "failed" ? "failed" : "yes"}>
            <div class="question-body"><p class="message-head"><span>Asking …</span></p><p class="message-text" dir="auto">${textView(String(action.args[0]))}</p></div>
          </li>`)}
        </ol>
      </div>
      ${this.closed
        ? html`<p class="closed">${this.closed}</p>`
        : composer({
            name: "question",
            label: "Ask a question",
            button: "Ask",
            draft: this.draft,
            least: 3,
            most: 500,
            quiet: this.room.secondsUntil("AskQuestion"),
            change: (draft) => (this.draft = draft),
            send: () => this.#ask(),
            extra: html`<label class="check">
              <input type="checkbox" name="anonymous" .checked=${this.anonymous} @change=${(event: Event) => (this.anonymous = (event.target as HTMLInputElement).checked)} />
              Without my name
            </label>`,
          })}
    `;
  }

  #question(question: Question): TemplateResult {
    const { id, answer } = question;
    const closed = this.closed !== "";
    return html`<li class="question" data-question=${id} data-state=${question.state}>
      <button
        type="button"
        class="vote"
        data-vote
        aria-pressed=${isMine(this.room.state, question)}
        ?disabled=${closed}
        aria-label=${`Vote for this question, ${question.votes} so far`}
        @click=${() => this.room.vote(id, !isMine(this.room.state, question))}
      >
        <svg viewBox="0 0 12 8" aria-hidden="true"><path d="M1 7l5-5 5 5" /></svg>
        <span data-votes>${question.votes}</span>
      </button>
      <div class="question-body">
        <p class="message-text" dir="auto">${textView(question.text)}</p>
        <p class="message-head">
          <span>${question.by?.id === this.room.state.you?.id ? (question.anonymous ? "You, without your name" : "You") : (question.by?.name ?? "Anonymous")}</span>
          ${question.by?.role === "host" ? html`<span class="badge">Host</span>` : nothing} ${timeView(question.at)}
        </p>
        ${answer
          ? html`<div class="answer">
              <p class="message-head"><strong>${answer.text || answer.isPrivate ? (answer.by?.name ?? "Answer") : "Answered live"}</strong>${answer.isPrivate ? html`<span class="badge">Private</span>` : nothing} ${timeView(answer.at)}</p>
              ${answer.text ? html`<p class="message-text" dir="auto">${textView(answer.text)}</p>` : answer.isPrivate ? html`<p class="hint">Answered to the asker alone.</p>` : nothing}
            </div>`
          : this.room.isHost && !closed
            ? this.#hostTools(question)
            : nothing}
      </div>
    </li>`;
  }

  #hostTools(question: Question): TemplateResult {
    const { id } = question;
    const busy = this.room.waiting("AnswerQuestion").some((action) => action.args[0] === id);
    const editing = this.answering?.id === id ? this.answering : null;
    if (!editing)
      return html`<p class="actions">
        <button type="button" class="button small" ?disabled=${busy} @click=${() => this.room.answer(id, null, false)}>Answer live</button>
        <button type="button" class="button small quiet" ?disabled=${busy} @click=${() => this.#edit(id)}>Answer with text</button>
      </p>`;
    return html`<form
      class="answer-form"
      @submit=${(event: Event) => {
        event.preventDefault();
        this.room.answer(id, editing.text.trim(), editing.isPrivate);
      }}
    >
      <label class="hidden" for=${`answer-${id}`}>Your answer</label>
      <textarea id=${`answer-${id}`} name="answer" rows="3" maxlength="4000" .value=${editing.text} @input=${(event: Event) => (this.answering = { ...editing, text: (event.target as HTMLTextAreaElement).value })}></textarea>
      <label class="check"><input type="checkbox" name="private" .checked=${editing.isPrivate} @change=${(event: Event) => (this.answering = { ...editing, isPrivate: (event.target as HTMLInputElement).checked })} /> Only for the asker</label>
      <p class="actions">
        <button type="submit" class="button small" ?disabled=${busy || editing.text.trim() === ""}>Send answer</button>
        <button type="button" class="button small quiet" @click=${() => (this.answering = null)}>Back</button>
      </p>
    </form>`;
  }

  async #edit(id: number): Promise<void> {
    this.answering = { id, text: "", isPrivate: false };
    await this.updateComplete;
    this.querySelector<HTMLTextAreaElement>(`#answer-${id}`)?.focus();
  }

  #ask(): void {
    this.room.ask(this.draft.trim(), this.anonymous);
    this.draft = "";
    if (this.sort === "answered") this.#show("mine");
  }

  #show(sort: Sort): void {
    this.sort = sort;
    this.#fresh = true;
    this.requestUpdate();
  }

  #gaveBack(action: Action): void {
    if (action.method !== "AskQuestion") return;
    this.draft = [String(action.args[0]), this.draft].filter(Boolean).join("\n");
  }

  #emptyText(): string {
    if (this.sort === "answered") return "Nothing has been answered yet.";
    if (this.sort === "mine") return "You have not asked anything yet.";
    return this.closed || "No questions yet. What would you like to know?";
  }
}
