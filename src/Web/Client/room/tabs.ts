import { html, nothing, type TemplateResult } from "lit";
import type { Tab } from "./unread.ts";

export interface TabView {
  id: Tab;
  name: string;
  /** Waits to be dealt with: a number beside the name. */
  count?: number;
  /** Something happened there meanwhile. */
  unread?: boolean;
}

/** The names over the panels: arrows, Home and End go from one to the next, as a tab list should. */
export function tabList(tabs: readonly TabView[], chosen: Tab, choose: (tab: Tab) => void): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length]!.id;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label="Room" @keydown=${onKey}>${tabs.map((tab) => button(tab, tab.id === chosen, choose))}</div>`;
}

function button({ id, name, count = 0, unread = false }: TabView, chosen: boolean, choose: (tab: Tab) => void): TemplateResult {
  const choosing = (event: Event) => {
    choose(id);
    (event.currentTarget as HTMLElement).scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return html`<button type="button" role="tab" id=${`tab-${id}`} aria-controls=${`panel-${id}`} aria-selected=${chosen} tabindex=${chosen ? 0 : -1} data-tab=${id} data-unread=${unread && !chosen ? "yes" : nothing} @click=${choosing}>
    <span>${name}${unread && !chosen ? html`<span class="unread-dot" aria-hidden="true"></span><span class="hidden">, something new</span>` : nothing}</span>
    ${count > 0 ? html`<span class="count" aria-hidden="true">${count > 99 ? "99+" : count}</span>` : nothing}
  </button>`;
}
