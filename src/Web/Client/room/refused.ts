import { html, nothing, type TemplateResult } from "lit";
import { textOf } from "../refusals.ts";
import type { RoomState } from "./state.ts";

const titles: Record<string, string> = {
  banned: "You were removed from this webinar",
  "not-found": "This webinar is gone",
};

/** Instead of the room, for those who cannot be in it. */
export function refusedView(code: string, heading: string, { sanctions, you }: RoomState): TemplateResult {
  // The last that the room said; who comes back later is told no reason.
  const reason = code === "banned" ? sanctions.find((one) => one.kind === "ban" && one.person?.id === you?.id)?.reason : undefined;
  return html`<section class="refused" data-refused=${code}>
    <h1>${titles[code] ?? "This room is closed to you"}</h1>
    <p>${code === "banned" ? `A moderator has removed you from “${heading}”. If you think that this is a mistake, please write to the organiser.` : textOf(code)}</p>
    ${reason ? html`<p dir="auto"><q>${reason}</q></p>` : nothing}
    <p><a class="button" href="/">See what else is on</a></p>
  </section>`;
}
