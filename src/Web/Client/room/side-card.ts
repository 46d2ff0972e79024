import { html, type TemplateResult } from "lit";

/** A card over the open panel. Escape closes it; who closed it by keyboard stands on the tab again and not nowhere. */
export function sideCard(name: string, label: string, body: TemplateResult, close: () => void): TemplateResult {
  const closing = (event: Event) => {
    const held = (event.currentTarget as HTMLElement).closest(".side-card")!.contains(document.activeElement);
    close();
    if (held) document.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
  };
  return html`<section class="side-card" data-card=${name} aria-label=${label} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && closing(event)}>
    <div class="side-card-body">${body}</div>
    <button type="button" class="icon side-card-close" aria-label="Close" title="Close" @click=${closing}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg></button>
  </section>`;
}
