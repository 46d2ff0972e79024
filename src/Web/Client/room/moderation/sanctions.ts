import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { Panel } from "../panel.ts";
import type { SanctionView } from "../protocol.ts";
import type { RoomState } from "../state.ts";

const step = 100;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const hour = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

/** Who is muted or banned, newest first, and the way back. */
@customElement("moderation-sanctions")
export class ModerationSanctions extends Panel {
  @state() private limit = step;
  @state() private busy: ReadonlySet<number> = new Set();

  override render(): TemplateResult {
    const now = Date.now();
    const all = this.room.state.sanctions.filter((one) => !one.until || Date.parse(one.until) > now).sort((a, b) => b.id - a.id);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Sanctions in force">
      ${all.length === 0 ? html`<div class="empty small"><p class="empty-title">All is well.</p><p>Nobody is muted or banned.</p></div>` : nothing}
      <ul class="entries">
        ${all.slice(0, this.limit).map((one) => this.#sanction(one))}
      </ul>
      ${all.length > this.limit ? html`<p class="more"><button type="button" class="button small quiet" @click=${() => (this.limit += step)}>Show more (${all.length - this.limit})</button></p>` : nothing}
    </div>`;
  }

  #sanction(one: SanctionView): TemplateResult {
    return html`<li class="queued" data-sanction=${one.id}>
      <p class="entry-why"><span class="flag ${one.kind === "ban" ? "alarm" : ""}">${one.kind === "ban" ? "Banned" : "Muted"}</span> ${untilText(one.until)}</p>
      <p class="asker" dir="auto">${sanctionedName(one, this.room.state)}</p>
      ${one.reason ? html`<p class="message-text" dir="auto"><q>${one.reason}</q></p>` : nothing}
      <p class="message-head"><span dir="auto">by ${one.by.name}</span> <time datetime=${one.at}>${moment.format(new Date(one.at))}</time>${one.removedMessages ? html`<span>messages removed</span>` : nothing}</p>
      <p class="actions"><button type="button" class="button small quiet" ?disabled=${this.busy.has(one.id)} @click=${() => this.#lift(one.id)}>Lift</button></p>
    </li>`;
  }

  async #lift(id: number): Promise<void> {
    this.busy = new Set([...this.busy, id]);
    await this.room.act("LiftSanction", id);
    this.busy = new Set([...this.busy].filter((one) => one !== id));
  }
}

function untilText(until: string | undefined): string {
  if (!until) return "for good";
  const end = new Date(until);
  return `until ${(end.getTime() - Date.now() < 12 * 3_600_000 ? hour : moment).format(end)}`;
}

/** An anonymous asker is known by the question only. */
export function sanctionedName(one: SanctionView, room: RoomState): string {
  if (one.person) return one.person.name;
  const question = room.questions.find((other) => other.id === one.questionId);
  return question ? `Who asked “${question.text}”` : "An anonymous asker";
}
