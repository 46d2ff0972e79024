import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { textOf } from "../../refusals.ts";
import { type Decision, sentence } from "./sentences.ts";
import { Panel } from "../panel.ts";
import type { RoomEvent } from "../protocol.ts";
import { RefusedError } from "../line/sending.ts";

const page = 50;
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const hour = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
/** These are no moderator's. */
const ordinary = new Set<RoomEvent["type"]>(["messagePosted", "messageEdited", "messageReacted", "messageReported", "questionAsked", "questionEdited", "questionWithdrawn", "voteCast", "pollVoted", "handRaised", "streamChanged"]);

/** What moderators decided, newest first; read from the store page by page while it is looked at. */
@customElement("moderation-log")
export class ModerationLog extends Panel {
  @property({ type: Boolean }) shown = false;
  @state() private entries: readonly Decision[] = [];
  @state() private state: "reading" | "more" | "all" | "failed" = "reading";
  @state() private problem = "";
  #fetched = false;
  #soon?: ReturnType<typeof setTimeout>;

  protected override entered(): void {
    this.room.addEventListener("happened", (event) => {
      if (ordinary.has((event as CustomEvent<RoomEvent>).detail.type)) return;
      this.#fetched = false;
      // One read for all that comes together.
      clearTimeout(this.#soon);
      this.#soon = setTimeout(() => this.#look(), 1_000);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#soon);
  }

  override updated(): void {
    if (!this.#fetched) this.#look();
  }

  override render(): TemplateResult {
    let last = "";
    return html`<div class="scroll" tabindex="0" role="region" aria-label="What moderators decided">
      ${this.entries.length === 0 && this.state === "all" ? html`<div class="empty small"><p class="empty-title">All is well.</p><p>No moderator has had to decide anything yet.</p></div>` : nothing}
      <ol class="log">
        ${this.entries.map((one) => {
          const date = day.format(new Date(one.at));
          const heading = date === last ? nothing : html`<li class="log-day">${date}</li>`;
          last = date;
          return html`${heading}<li class="log-entry" data-audit=${one.position}><time datetime=${one.at}>${hour.format(new Date(one.at))}</time><p dir="auto"><strong>${one.by?.name ?? "The room"}</strong> ${sentence(one, this.room.state)}</p></li>`;
        })}
      </ol>
      <p class="more">
        ${this.state === "reading" ? html`<span class="loading">Reading …</span>` : nothing}
        ${this.state === "more" ? html`<button type="button" class="button small quiet" @click=${() => this.#read(this.entries.at(-1)!.position)}>Show earlier</button>` : nothing}
        ${this.state === "failed" ? html`<span class="error" role="alert">${this.problem}</span> <button type="button" class="button small quiet" @click=${() => this.#read(this.entries.at(-1)?.position ?? newest)}>Try again</button>` : nothing}
      </p>
    </div>`;
  }

  #look(): void {
    if (!this.shown || !this.isConnected || this.#fetched || this.room.line !== "open") return;
    this.#fetched = true;
    void this.#read(newest);
  }

  async #read(before: number): Promise<void> {
    if (this.entries.length === 0 || before !== newest) this.state = "reading";
    try {
      const read = await this.room.query("Audit", before, page);
      const known = new Map([...this.entries, ...read].map((one) => [one.position, one]));
      const met = before !== newest || read.length < page || read.some((one) => this.entries.some((other) => other.position === one.position));
      // So much happened since that a hole would be between: then what was read before is read again.
      this.entries = met ? [...known.values()].sort((a, b) => b.position - a.position) : read;
      if (before !== newest || !met || this.state === "reading" || this.state === "failed") this.state = read.length < page ? "all" : "more";
    } catch (error) {
      this.problem = textOf(error instanceof RefusedError ? error.code : "lost");
      this.state = "failed";
    }
  }
}

const newest = Number.MAX_SAFE_INTEGER;
