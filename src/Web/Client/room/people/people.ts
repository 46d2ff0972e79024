import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { textOf } from "../../refusals.ts";
import "./hands.ts";
import { Panel } from "../panel.ts";
import { added, mostPeople, type Pages, pageSize } from "./pages.ts";
import "./person.ts";
import { RefusedError } from "../line/sending.ts";

const nobody: Pages = { people: [], total: 0 };
const refreshEvery = 15_000;
const typingPause = 300;

/** Who is here: hands first, then everybody, found by search and by scrolling. */
@customElement("room-people")
export class RoomPeople extends Panel {
  /** The tab is open: only then is anything asked for. */
  @property({ attribute: false }) active = false;
  @state() private search = "";
  @state() private pages = nobody;
  @state() private loading = false;
  @state() private loaded = false;
  @state() private trouble = "";
  /** Counts the askings: an answer to an older one is not taken. */
  #asked = 0;
  #pause?: ReturnType<typeof setTimeout>;
  #refresh?: ReturnType<typeof setInterval>;

  override updated(changed: PropertyValues): void {
    if (!changed.has("active")) return;
    clearInterval(this.#refresh);
    if (!this.active) return;
    void this.#load(false);
    this.#refresh = setInterval(() => {
      if (!document.hidden && this.room.line === "open") void this.#load(false);
    }, refreshEvery);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#refresh);
    clearTimeout(this.#pause);
  }

  override render(): TemplateResult {
    const { people, total, next, approximate } = this.pages;
    return html`
      <div class="panel-tools">
        <label class="hidden" for="people-search">Search people</label>
        <input id="people-search" name="people-search" type="search" placeholder="Search people" autocomplete="off" .value=${this.search} @input=${this.#typed} />
        <span class="hint people-total" data-people-total>${this.loaded ? `${approximate ? "about " : ""}${total.toLocaleString()} ${this.search ? "found" : "here"}` : ""}</span>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="People" @scroll=${this.#scrolled} @changed=${() => void this.#load(false)}>
        ${approximate ? html`<p class="hint people-more" data-incomplete>Our servers do not hear each other at the moment: this list may be incomplete.</p>` : nothing}
        ${this.room.moderates && !this.search ? html`<room-hands .room=${this.room}></room-hands>` : nothing}
        ${this.trouble ? html`<p class="empty small">${this.trouble} <button type="button" class="button small" @click=${() => void this.#load(false)}>Try again</button></p>` : nothing}
        ${this.loaded && people.length === 0 && !this.trouble ? html`<p class="empty small">${this.search ? "Nobody by this name is here." : "Nobody is here yet."}</p>` : nothing}
        <ul class="people" data-people data-tools=${this.room.moderates ? "yes" : nothing}>
          ${repeat(people, (person) => person.id, (person) => html`<li data-person=${person.id}><room-person .room=${this.room} .person=${person}></room-person></li>`)}
        </ul>
        ${this.loading ? html`<p class="loading people-more">Loading …</p>` : nothing}
        ${!next && people.length >= mostPeople ? html`<p class="hint people-more">These are the first ${mostPeople.toLocaleString()}. Search to find somebody else.</p>` : nothing}
      </div>
    `;
  }

  #typed = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.querySelector(".scroll")?.scrollTo({ top: 0 });
      this.pages = { ...this.pages, people: this.pages.people.slice(0, pageSize) };
      void this.#load(false);
    }, typingPause);
  };

  #scrolled = (event: Event): void => {
    const box = event.target as HTMLElement;
    if (!this.loading && this.pages.next && box.scrollHeight - box.scrollTop - box.clientHeight < 400) void this.#load(true);
  };

  /** The next page, or quietly all anew that are shown. */
  async #load(more: boolean): Promise<void> {
    const asked = ++this.#asked;
    const search = this.search.trim() || null;
    const wanted = more ? 1 : Math.min(4, Math.max(1, Math.ceil(this.pages.people.length / pageSize)));
    // So many pages every few seconds would be felt: who scrolled that far sees the list as it was.
    if (!more && this.pages.people.length > 4 * pageSize) return;
    this.loading = more || !this.loaded;
    try {
      let pages = more ? this.pages : nobody;
      for (let i = 0; i < wanted && (i === 0 || pages.next); i++) {
        const page = await this.room.query("Roster", search, pages.next ?? null, pageSize);
        if (asked !== this.#asked) return;
        pages = added(pages, page);
      }
      this.pages = pages;
      this.loaded = true;
      this.trouble = "";
    } catch (error) {
      if (asked !== this.#asked) return;
      // A list that is shown stays; the next refresh asks again.
      if (!this.loaded) this.trouble = error instanceof RefusedError ? textOf(error.code) : textOf("lost");
    }
    this.loading = false;
  }
}
