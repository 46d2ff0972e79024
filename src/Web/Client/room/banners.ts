import { html, nothing, type TemplateResult } from "lit";
import { loadText, operatorText } from "./load.ts";
import type { Room } from "./room.ts";

const lines: Record<Room["line"], string> = {
  connecting: "Opening the room …",
  reconnecting: "Reconnecting … Nothing is lost, what you write is sent afterwards.",
  open: "",
  refused: "",
};

/** How the room is, and what was said to this person, under the tabs. */
export function banners(room: Room, isOperator: boolean): TemplateResult {
  const { line, said } = room;
  const load = line === "open" ? loadText(room.state.load, room.isPanel) : "";
  const servers = isOperator && line === "open" ? operatorText(room.state.approximate) : "";
  return html`<div class="banners" role="status">
    ${lines[line] ? html`<p class="banner" data-line=${line}>${lines[line]}</p>` : nothing}
    ${load ? html`<p class="banner calm" data-load=${room.state.load}>${load}</p>` : nothing}
    ${servers ? html`<p class="banner" data-operator>${servers}</p>` : nothing}
    ${said ? html`<p class="banner said">${said} <button type="button" class="link" @click=${() => room.say("")}>Close</button></p>` : nothing}
  </div>`;
}
