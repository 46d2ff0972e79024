import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { type Deeds, entryView } from "./entry.ts";
import { queue, type Waiting } from "./waiting.ts";
import { Panel } from "../panel.ts";
import { dismissQuestion } from "../questions/dismiss.ts";
import { looked } from "../state.ts";

/** So many stand in the page; the rest follows as these are done. */
const most = 50;

const keys: [string, string][] = [
  ["j k", "next, previous"],
  ["a", "approve a question, keep a message"],
  ["d", "dismiss a question"],
  ["x", "remove a message"],
  ["?", "show or hide this"],
];

/** All that waits for a moderator, in one list. What comes meanwhile does not push away what one is about to press. */
@customElement("moderation-queue")
export class ModerationQueue extends Panel implements Deeds {
  @state() private chosen = 0;
  @state() private helps = false;
  /** Message that was removed last, for Undo. */
  @state() private removed = 0;
  #shown: number[] = [];
  /** Decided here, before the room shows it. */
  readonly #done = new Set<number>();

  override render(): TemplateResult {
    const all = queue(this.room.state);
    const ids = new Set(all.map((entry) => entry.id));
    for (const id of this.#done) if (!ids.has(id)) this.#done.delete(id);
    const waiting = all.filter((entry) => !this.#done.has(entry.id));
    const held = new Set(this.#shown);
    const kept = waiting.filter((entry) => held.has(entry.id));
    // Nobody is at work in it, or all is done: then it may change.
    const still = kept.length > 0 && this.offsetParent !== null;
    const list = (still ? kept : waiting).slice(0, most);
    const more = waiting.length - list.length;
    this.#shown = list.map((entry) => entry.id);
    if (!this.#shown.includes(this.chosen)) this.chosen = this.#shown[0] ?? 0;
    return html`
      <div class="queue-bar">
        ${more > 0 ? html`<button type="button" class="button small" data-more @click=${this.#refresh}>${more} more · show</button>` : html`<span class="hint" role="status">${waiting.length > 0 ? `${waiting.length} waiting` : nothing}</span>`}
        <button type="button" class="dots" aria-label="Keys" aria-expanded=${this.helps} @click=${() => (this.helps = !this.helps)}>?</button>
      </div>
      ${this.helps ? html`<dl class="keys">${keys.map(([key, text]) => html`<div><dt>${key.split(" ").map((one) => html`<kbd>${one}</kbd>`)}</dt><dd>${text}</dd></div>`)}</dl>` : nothing}
      <div class="scroll">
        ${list.length === 0 && this.room.line === "open" ? html`<div class="empty small" data-all-well tabindex="0"><p class="empty-title">All is well.</p><p>Nothing waits for you. Reported and flagged messages and questions that need approval come here.</p></div>` : nothing}
        <ol class="entries" aria-label="Waiting for a moderator">
          ${repeat(list, (entry) => entry.id, (entry) => html`<li
            class="queued"
            data-waiting=${entry.id}
            data-kind=${entry.kind}
            tabindex=${entry.id === this.chosen ? 0 : -1}
            aria-current=${entry.id === this.chosen ? "true" : nothing}
            @focusin=${() => (this.chosen = entry.id)}
          >${entryView(this.room, entry, this)}</li>`)}
        </ol>
      </div>
      ${this.removed ? html`<p class="undo" role="status">Message removed. <button type="button" class="link" data-undo @click=${this.#restore}>Undo</button> <button type="button" class="link" @click=${() => (this.removed = 0)}>Close</button></p>` : nothing}
    `;
  }

  approve(entry: Waiting): void {
    if (entry.kind === "question") void this.#decide(entry, () => this.room.act("ApproveQuestion", entry.id));
    else void this.#decide(entry, () => this.#keep(entry.id));
  }

  dismiss(entry: Waiting): void {
    if (entry.kind === "question") dismissQuestion(this.room, entry.question);
  }

  takeDown(entry: Waiting): void {
    if (entry.kind !== "message") return;
    void this.#decide(entry, async () => {
      const code = await this.room.act("DeleteMessage", entry.id);
      if (code === null) this.removed = entry.id;
      return code;
    });
  }

  /** A flagged message that nobody reported has no reports to resolve: then it was looked at, and that is all. */
  async #keep(id: number): Promise<string | null> {
    const reported = this.room.state.reports.some((report) => report.message.position === id);
    const code = await this.room.act("ResolveReports", id);
    if (code !== null && (reported || code !== "not-found")) return code;
    this.room.state = looked(this.room.state, id);
    if (code !== null) this.room.say("");
    return null;
  }

  /** Out of the list at once, and back when it is refused. */
  async #decide(entry: Waiting, act: () => Promise<string | null>): Promise<void> {
    const next = this.#shown[this.#shown.indexOf(entry.id) + 1] ?? this.#shown[this.#shown.indexOf(entry.id) - 1] ?? 0;
    const focused = this.contains(document.activeElement);
    this.#done.add(entry.id);
    this.chosen = next;
    this.requestUpdate();
    if (focused) void this.#focus();
    if ((await act()) === null) return;
    this.#done.delete(entry.id);
    this.#shown.push(entry.id);
    this.requestUpdate();
  }

  #restore = (): void => {
    void this.room.act("RestoreMessage", this.removed);
    this.removed = 0;
  };

  #refresh = (): void => {
    this.#shown = [];
    this.chosen = 0;
    this.requestUpdate();
    void this.#focus();
  };

  async #focus(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>("[data-waiting][tabindex='0'], [data-all-well]")?.focus();
  }

  /** A key, wherever in the moderation view the focus is. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest("input, textarea, select")) return;
    const entry = queue(this.room.state).find((one) => one.id === this.chosen);
    const index = this.#shown.indexOf(this.chosen);
    const go = (to: number) => {
      this.chosen = this.#shown[Math.max(0, Math.min(this.#shown.length - 1, to))] ?? 0;
      void this.#focus();
    };
    const acts: Record<string, () => void> = {
      j: () => go(index + (this.contains(document.activeElement) ? 1 : 0)),
      k: () => go(index - 1),
      a: () => entry && this.approve(entry),
      d: () => entry && this.dismiss(entry),
      x: () => entry && this.takeDown(entry),
      "?": () => (this.helps = !this.helps),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
