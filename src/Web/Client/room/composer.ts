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
  /** What is offered while writing, with the id of its list and of the chosen one in it. */
  offer?: { list: TemplateResult; id: string; chosen?: string };
  /** It can be written, but not sent now. */
  held?: boolean;
  /** A key before it does anything here; true: that was all. */
  key?(event: KeyboardEvent): boolean;
  /** The caret stands elsewhere. */
  caret?(field: HTMLTextAreaElement): void;
}

/** A text field with its counter and its button. Enter sends, Shift+Enter begins a line; on touch screens Enter is a line. */
export function composer(c: Composer): TemplateResult {
  const length = lengthOf(c.draft.trim());
  const sendable = length >= c.least && length <= c.most && c.quiet <= 0 && !c.held;
  const near = length > c.most * 0.8;
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (c.key?.(event)) return event.preventDefault();
    if (event.key !== "Enter" || event.shiftKey || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    if (sendable) c.send();
  };
  const onCaret = (event: Event) => c.caret?.(event.target as HTMLTextAreaElement);
  return html`<form
    class="composer"
    @submit=${(event: Event) => {
      event.preventDefault();
      if (sendable) c.send();
    }}
  >
    ${c.offer?.list ?? nothing}
    <label class="hidden" for=${`write-${c.name}`}>${c.label}</label>
    <textarea
      id=${`write-${c.name}`}
      name=${c.name}
      rows="1"
      dir="auto"
      placeholder=${c.label}
      .value=${c.draft}
      aria-invalid=${length > c.most}
      aria-autocomplete=${c.caret ? "list" : nothing}
      aria-haspopup=${c.caret ? "listbox" : nothing}
      aria-controls=${c.offer?.id ?? nothing}
      aria-activedescendant=${c.offer?.chosen ?? nothing}
      @input=${(event: Event) => {
        c.change((event.target as HTMLTextAreaElement).value);
        onCaret(event);
      }}
      @click=${onCaret}
      @keyup=${onCaret}
      @keydown=${onKey}
    ></textarea>
    <div class="composer-row">
      ${c.extra ?? nothing}
      ${near ? html`<span class="counter" data-over=${length > c.most ? "yes" : nothing}>${length} of ${c.most}</span>` : nothing}
      ${c.quiet > 0 ? html`<span class="counter" role="timer">Wait ${c.quiet} s</span>` : nothing}
      <button class="button small" type="submit" ?disabled=${!sendable}>${c.button}</button>
    </div>
  </form>`;
}
