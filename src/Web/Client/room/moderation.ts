import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { waitingFor } from "./moderation-queue.ts";
import { Panel } from "./panel.ts";

@customElement("room-moderation")
export class RoomModeration extends Panel {
  override render(): TemplateResult {
    return html`<p class="empty small">${waitingFor(this.room.state)} waiting</p>`;
  }
}
