import { html, type TemplateResult } from "lit";
import { textOf } from "../refusals.ts";

const titles: Record<string, string> = {
  banned: "You were removed from this webinar",
  "not-found": "This webinar is gone",
};

/** Instead of the room, for those who cannot be in it. */
export function refusedView(code: string, heading: string): TemplateResult {
  return html`<section class="refused" data-refused=${code}>
    <h1>${titles[code] ?? "This room is closed to you"}</h1>
    <p>${code === "banned" ? `A moderator has removed you from “${heading}”. If you think that this is a mistake, please write to the organiser.` : textOf(code)}</p>
    <p><a class="button" href="/">See what else is on</a></p>
  </section>`;
}
