import { html, type TemplateResult } from "lit";
import { pieces } from "./linkify.ts";

/** A person's text as text nodes and links; nothing of it is ever read as HTML. */
export function textView(text: string): TemplateResult[] {
  return pieces(text).map((piece) =>
    "href" in piece ? html`<a href=${piece.href} target="_blank" rel="noopener nofollow ugc">${piece.text}</a>` : html`${piece.text}`,
  );
}

const hours = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });

export function timeView(at: string): TemplateResult {
  return html`<time datetime=${at}>${hours.format(new Date(at))}</time>`;
}
