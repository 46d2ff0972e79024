import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import "./log.ts";
import "./queue.ts";
import type { ModerationQueue } from "./queue.ts";
import "./sanctions.ts";
import { waitingFor } from "./waiting.ts";
import { Panel } from "../panel.ts";
import type { RoomEvent } from "../protocol.ts";
import "./settings.ts";

type Section = "queue" | "sanctions" | "log" | "settings";

const sections: [Section, string][] = [
  ["queue", "Queue"],
  ["sanctions", "Sanctions"],
  ["log", "Log"],
  ["settings", "Settings"],
];

/** What moderators see and decide. All sections stay in the page, so that nothing entered is lost by looking elsewhere. */
@customElement("room-moderation")
export class RoomModeration extends Panel {
  @state() private section: Section = "queue";

  protected override entered(): void {
    this.room.addEventListener("happened", (event) => this.#happened((event as CustomEvent<RoomEvent>).detail));
  }

  override render(): TemplateResult {
    const waiting = waitingFor(this.room.state);
    const count = (section: Section) => (section === "queue" ? waiting : section === "sanctions" ? this.room.state.sanctions.length : 0);
    const part = (section: Section) => section !== this.section;
    return html`<div class="moderation" @keydown=${this.#key}>
      <div class="sorts" role="group" aria-label="Moderation">
        ${sections.map(([section, name]) => html`<button type="button" class="chip" data-section=${section} aria-pressed=${this.section === section} @click=${() => (this.section = section)}>
          ${name}${count(section) > 0 ? html` <span class="chip-count">${count(section)}</span>` : nothing}
        </button>`)}
      </div>
      <moderation-queue ?hidden=${part("queue")} .room=${this.room}></moderation-queue>
      <moderation-sanctions ?hidden=${part("sanctions")} .room=${this.room}></moderation-sanctions>
      <moderation-log ?hidden=${part("log")} .room=${this.room} .shown=${this.section === "log"}></moderation-log>
      <room-settings ?hidden=${part("settings")} .room=${this.room}></room-settings>
    </div>`;
  }

  #key = (event: KeyboardEvent): void => {
    if (this.section === "queue") this.querySelector<ModerationQueue>("moderation-queue")?.press(event);
  };

  #happened(event: RoomEvent): void {
    const { you, questions } = this.room.state;
    const text =
      event.type === "messageReported" ? "A message was reported"
      : event.type === "messagePosted" && event.flagged ? "A message was flagged"
      : event.type === "questionAsked" && questions.some((one) => one.id === event.position && one.state === "pending") ? "A question waits for approval"
      : event.type === "personSanctioned" && event.sanction && event.by?.id !== you?.id ? `${event.by?.name ?? "Somebody"} ${event.sanction.kind === "ban" ? "banned" : "muted"} ${event.sanction.person?.name ?? "an anonymous asker"}`
      : "";
    if (text && this.room.moderates && this.isConnected) this.room.dispatchEvent(new CustomEvent("announce", { detail: text }));
  }
}
