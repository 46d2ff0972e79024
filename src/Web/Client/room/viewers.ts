import { html, nothing, type TemplateResult } from "lit";
import { rounded } from "../text.ts";
import { countHint } from "./load.ts";
import type { RoomState } from "./state.ts";

/** How many are here; "about" so many, and why, while the servers do not know for sure. */
export function viewersView({ viewers, load, approximate }: RoomState): TemplateResult | typeof nothing {
  if (viewers === null) return nothing;
  const hint = countHint(load, approximate);
  return html`<span class="viewers" data-approximate=${approximate ? "yes" : nothing} title=${hint || nothing}
    >${approximate ? "about " : nothing}<span data-viewers title=${approximate ? nothing : viewers}>${rounded(viewers)}</span> here${approximate ? html`<span class="hidden">. ${hint}</span>` : nothing}</span
  >`;
}
