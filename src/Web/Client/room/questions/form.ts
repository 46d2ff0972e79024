import { html, nothing, type TemplateResult } from "lit";
import { lengthOf } from "../../text.ts";
import { type Desk, formId } from "./desk.ts";

interface Writing {
  /** Of the desk's forms. */
  key: string;
  name: string;
  label: string;
  button: string;
  least: number;
  most: number;
  busy: boolean;
  /** Whether the asker alone may read it is asked too. */
  asksPrivate?: boolean;
  /** Resolves with null once it is saved: then the form goes. */
  send(text: string, isPrivate: boolean): Promise<string | null>;
  /** It was given up. */
  cancelled?(): void;
}

/** A text under a question: an answer, or another wording. */
export function questionForm(desk: Desk, w: Writing): TemplateResult | typeof nothing {
  const form = desk.forms.get(w.key);
  if (!form) return nothing;
  const length = lengthOf(form.text.trim());
  const sendable = length >= w.least && length <= w.most && !w.busy;
  const change = (more: Partial<typeof form>) => {
    desk.forms.set(w.key, { ...form, ...more });
    desk.changed();
  };
  const close = () => {
    desk.forms.delete(w.key);
    desk.changed();
  };
  const cancel = () => {
    close();
    w.cancelled?.();
  };
  const send = async () => {
    if (sendable && (await w.send(form.text.trim(), form.isPrivate)) === null) close();
  };
  return html`<form
    class="answer-form"
    @submit=${(event: Event) => {
      event.preventDefault();
      void send();
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
    }}
  >
    <label class="hidden" for=${formId(w.key)}>${w.label}</label>
    <textarea id=${formId(w.key)} name=${w.name} rows="3" dir="auto" placeholder=${w.label} .value=${form.text} aria-invalid=${length > w.most} @input=${(event: Event) => change({ text: (event.target as HTMLTextAreaElement).value })}></textarea>
    <p class="actions">
      <button type="submit" class="button small" ?disabled=${!sendable}>${w.button}</button>
      <button type="button" class="button small quiet" @click=${cancel}>Cancel</button>
      ${w.asksPrivate
        ? html`<label class="check"><input type="checkbox" name="private" .checked=${form.isPrivate} @change=${(event: Event) => change({ isPrivate: (event.target as HTMLInputElement).checked })} /> Only for the asker</label>`
        : nothing}
      ${length > w.most * 0.8 ? html`<span class="counter" data-over=${length > w.most ? "yes" : nothing}>${length} of ${w.most}</span>` : nothing}
    </p>
  </form>`;
}
