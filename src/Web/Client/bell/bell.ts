import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Feed, type Notice } from "./feed.ts";
import { Line } from "./knock.ts";
import { ago, pathOf, sentence, sentenceView } from "./words.ts";

const most = 99;

/** The bell in the header: how many notices are unread, and the list of them. A menu like the one beside it (menu.ts closes both). */
@customElement("notice-bell")
export class NoticeBell extends LitElement {
  @state() private feed: Feed | null = null;
  @state() private open = false;
  @state() private news = "";
  @state() private missing = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What the server drew holds the place until now.
    this.replaceChildren();
    this.addEventListener("focusout", (event) => {
      const to = event.relatedTarget as Node | null;
      if (to && !this.contains(to)) this.#details.open = false;
    });
    window.setInterval(() => this.open && this.requestUpdate(), 30_000);
    void this.#begin();
  }

  override render(): TemplateResult {
    const unread = this.feed?.unread ?? 0;
    return html`<details class="menu bell" @toggle=${this.#toggled}>
        <summary aria-label=${unread > 0 ? `Notifications, ${unread} unread` : "Notifications"}>
          <span class="bell-icon" aria-hidden="true"></span>
          ${unread > 0 ? html`<span class="bell-count" aria-hidden="true" data-unread=${unread}>${unread > most ? `${most}+` : unread}</span>` : nothing}
        </summary>
        <section class="menu-list bell-list" aria-label="Notifications">${this.open ? this.#list(unread) : nothing}</section>
      </details>
      <p class="hidden" role="status" data-bell-news>${this.news}</p>`;
  }

  #list(unread: number): TemplateResult {
    const feed = this.feed;
    return html`<header class="bell-head">
        <h2>Notifications</h2>
        ${unread > 0 ? html`<button type="button" class="link" data-read-all @click=${() => void feed?.readAll()}>Mark all read</button>` : nothing}
      </header>
      ${feed && !feed.loading ? this.#notices(feed) : html`<p class="bell-note" role="status">${this.missing || feed?.failed ? "Your notifications cannot be reached just now." : "Loading …"}</p>`}
      <footer class="bell-foot"><a href="/account#notices">Choose what you are told</a></footer>`;
  }

  #notices(feed: Feed): TemplateResult {
    const { notices } = feed;
    if (notices.length === 0)
      return html`<p class="bell-note" data-bell-empty>Nothing new. When a webinar of yours goes live, moves or has its replay, it stands here.</p>`;
    return html`${feed.failed ? html`<p class="bell-note" role="status">These may not be the newest: there is no connection.</p>` : nothing}
      <ol class="notices">${repeat(notices, (notice) => notice.id, (notice) => this.#notice(feed, notice))}</ol>
      ${feed.hasMore ? html`<button type="button" class="link bell-more" data-more @click=${() => feed.more()}>Show older ones</button>` : nothing}`;
  }

  #notice(feed: Feed, notice: Notice): TemplateResult {
    const path = pathOf(notice.data, location.origin);
    const said = html`<span>${sentenceView(notice)}</span><time datetime=${notice.at}>${ago(notice.at, Date.now())}</time>`;
    return html`<li class="notice" data-notice=${notice.workflow} ?data-new=${!notice.read}>
      ${path ? html`<a href=${path} @click=${() => void feed.read(notice.id)}>${said}</a>` : html`<p>${said}</p>`}
      <span class="notice-acts">
        ${notice.read ? nothing : html`<button type="button" class="notice-act" data-read title="Mark as read" aria-label="Mark as read: ${sentence(notice)}" @click=${(event: Event) => void this.#act(event, feed.read(notice.id))}>✓</button>`}
        <button type="button" class="notice-act" data-archive title="Archive" aria-label="Archive: ${sentence(notice)}" @click=${(event: Event) => void this.#act(event, feed.archive(notice.id))}>✕</button>
      </span>
    </li>`;
  }

  /** The button goes with what it did; who uses a keyboard goes on from its neighbour. */
  async #act(event: Event, done: Promise<void>): Promise<void> {
    const row = (event.target as HTMLElement).closest("li")!;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    await this.updateComplete;
    if (!this.contains(document.activeElement)) {
      const to = row.isConnected ? row : next;
      (to?.querySelector<HTMLElement>("a, button") ?? this.querySelector("summary"))?.focus();
    }
    await done;
  }

  #toggled = (): void => {
    this.open = this.#details.open;
    if (this.open) this.feed?.seen();
  };

  get #details(): HTMLDetailsElement {
    return this.querySelector("details")!;
  }

  async #begin(): Promise<void> {
    try {
      const feed = new Feed(await Line.open());
      feed.addEventListener("change", () => {
        this.requestUpdate();
        this.toggleAttribute("data-joined", feed.joined && !feed.loading);
        if (this.open) feed.seen();
      });
      feed.addEventListener("arrived", (event) => (this.news = sentence((event as CustomEvent<Notice>).detail)));
      this.feed = feed;
      this.missing = false;
    } catch {
      // Signed out, or out of reach: another look with the next visit to this page.
      this.missing = true;
      document.addEventListener("visibilitychange", () => void this.#begin(), { once: true });
    }
  }
}
