import { html, nothing, type TemplateResult } from "lit";
import { lengthOf } from "../text.ts";

export interface Composer {
  name: "message" | "question";
  label: string;
  button: string;
  draft: string;
  least: number;
  most: number;
  /** Seconds to wait before the next one. */
  quiet: number;
  change(draft: string): void;
  send(): void;
  extra?: TemplateResult | typeof nothing;
}

/** A text field with its counter and its button. Enter sends, Shift+Enter begins a line; on touch screens Enter is a line. */
export function composer(c: Composer): TemplateResult {
  const length = lengthOf(c.draft.trim());
  const sendable = length >= c.least && length <= c.most && c.quiet <= 0;
  const near = length > c.most * 0.8;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    if (sendable) c.send();
  };
  return html`<form
    class="composer"
    @submit=${(event: Event) => {
      event.preventDefault();
      if (sendable) c.send();
    }}
  >
    <label class="hidden" for=${`write-${c.name}`}>${c.label}</label>
    <textarea
      id=${`write-${c.name}`}
      name=${c.name}
      rows="1"
      placeholder=${c.label}
      .value=${c.draft}
      aria-invalid=${length > c.most}
      @input=${(event: Event) => c.change((event.target as HTMLTextAreaElement).value)}
      @keydown=${onKey}
    ></textarea>
    <div class="composer-row">
      ${c.extra ?? nothing}
      ${near ? html`<span class="counter" data-over=${length > c.most ? "yes" : nothing}>${length} of ${c.most}</span>` : nothing}
      ${c.quiet > 0 ? html`<span class="counter" role="status">Wait ${c.quiet} s</span>` : nothing}
      <button class="button small" type="submit" ?disabled=${!sendable}>${c.button}</button>
    </div>
  </form>`;
}
