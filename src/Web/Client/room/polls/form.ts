import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Panel } from "../panel.ts";
import { type Draft, draftOf, fewest, filled, missing, most, moved } from "./draft.ts";
import type { PollView } from "../protocol.ts";

/** Writes a new poll, or changes one that nobody has seen yet. Fires `done` when it is saved or left. */
@customElement("poll-form")
export class PollForm extends Panel {
  @property({ attribute: false }) poll?: PollView;
  @state() private draft: Draft = draftOf();
  @state() private busy = false;
  @state() private trouble = "";

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("room")) this.draft = draftOf(this.poll);
  }

  override firstUpdated(): void {
    this.querySelector<HTMLElement>("[name=poll-question]")?.focus();
  }

  override render(): TemplateResult {
    const { question, options, multiple, hideResults } = this.draft;
    return html`<form class="poll-form" @submit=${this.#save} @keydown=${this.#escape}>
      <label class="field"><span>Question</span>
        <textarea name="poll-question" rows="2" dir="auto" .value=${question} @input=${(event: Event) => this.#set({ question: valueOf(event) })}></textarea>
      </label>
      <fieldset>
        <legend>Answers</legend>
        <ol>${options.map((option, index) => this.#option(option, index))}</ol>
        ${options.length < most ? html`<button type="button" class="button small quiet" data-add-option @click=${() => void this.#add()}>Add an answer</button>` : html`<p class="hint">Ten answers at most.</p>`}
      </fieldset>
      <label class="check"><input type="checkbox" name="multiple" .checked=${multiple} @change=${(event: Event) => this.#set({ multiple: checkedOf(event) })} /> Several answers may be chosen</label>
      <label class="check"><input type="checkbox" name="hideResults" .checked=${hideResults} @change=${(event: Event) => this.#set({ hideResults: checkedOf(event) })} /> Show results only to those who voted</label>
      <p class="error" role="alert">${this.trouble}</p>
      <p class="actions">
        <button type="submit" class="button small" ?disabled=${this.busy}>${this.busy ? "Saving …" : "Save draft"}</button>
        <button type="button" class="button small quiet" @click=${this.#leave}>Back</button>
      </p>
    </form>`;
  }

  #option(option: string, index: number): TemplateResult {
    const count = this.draft.options.length;
    const name = `answer ${index + 1}`;
    return html`<li>
      <input name="poll-option" aria-label=${`Answer ${index + 1}`} placeholder=${`Answer ${index + 1}`} dir="auto" autocomplete="off" .value=${option} @input=${(event: Event) => this.#set({ options: this.draft.options.with(index, valueOf(event)) })} @keydown=${(event: KeyboardEvent) => this.#enter(event, index)} />
      <button type="button" class="icon" aria-label=${`Move ${name} up`} title="Up" ?disabled=${index === 0} @click=${() => void this.#move(index, -1)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 10l5-5 5 5" /></svg></button>
      <button type="button" class="icon" aria-label=${`Move ${name} down`} title="Down" ?disabled=${index === count - 1} @click=${() => void this.#move(index, 1)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 6l5 5 5-5" /></svg></button>
      ${count > fewest ? html`<button type="button" class="icon" aria-label=${`Remove ${name}`} title="Remove" @click=${() => this.#set({ options: this.draft.options.toSpliced(index, 1) })}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg></button>` : nothing}
    </li>`;
  }

  #set(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.trouble = "";
  }

  async #add(): Promise<void> {
    this.#set({ options: [...this.draft.options, ""] });
    await this.#focus(this.draft.options.length - 1);
  }

  async #move(index: number, by: -1 | 1): Promise<void> {
    this.#set({ options: moved(this.draft.options, index, by) });
    await this.#focus(index + by);
  }

  async #focus(index: number): Promise<void> {
    await this.updateComplete;
    this.querySelectorAll<HTMLElement>("[name=poll-option]")[index]?.focus();
  }

  /** Enter goes on to the next answer, as in a list. */
  #enter(event: KeyboardEvent, index: number): void {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (index + 1 < this.draft.options.length) void this.#focus(index + 1);
    else if (this.draft.options.length < most) void this.#add();
  }

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.trouble = missing(this.draft);
    if (this.trouble || this.busy) return;
    this.busy = true;
    const { question, multiple, hideResults } = this.draft;
    const args = [question.trim(), filled(this.draft), multiple, hideResults] as const;
    const refused = await (this.poll ? this.room.act("EditPoll", this.poll.id, ...args) : this.room.act("DraftPoll", ...args));
    this.busy = false;
    if (!refused) this.#leave();
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && filled(this.draft).length === 0 && this.draft.question === "") this.#leave();
  };

  #leave = (): void => {
    this.dispatchEvent(new Event("done"));
  };
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;
const checkedOf = (event: Event): boolean => (event.target as HTMLInputElement).checked;
