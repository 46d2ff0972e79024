import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { type Anchor, anchorAt, indexFrom, placeOf, type Span, spanOf, topsOf } from "./window.ts";
import type { MessageView } from "../protocol.ts";
import type { Action } from "../line/sending.ts";

/** Rows within so many pixels above and below what is seen stand in the page. */
const spare = 600;
/** So near the end, scrolling down sticks to it; so near the beginning, earlier rows are asked for. */
const nearEnd = 40;
const nearStart = 600;
const calmAfter = 160;
/** Of rows that have gone so many heights are kept, for they may come again. */
const heightsOfGone = 1_000;

/** A message, or what stands in for one that is on its way. */
export type Row = MessageView | Action;

/**
 * A long list of rows of any height, of which only those near the window stand in the page. Sticks to its end; while somebody reads
 * further up, what is read stays where it is, whatever comes, goes or grows. Events: `near-start`, and `moved` when `stuck` or `seen` are others.
 */
@customElement("chat-list")
export class ChatList extends LitElement {
  @property({ attribute: false }) rows: readonly Row[] = [];
  /** Grows from row to row, and stays the same for the same row. */
  @property({ attribute: false }) keyOf: (row: Row) => number = () => 0;
  /** So many rows at the end are not counted as seen. */
  @property({ attribute: false }) standIns = 0;
  @property({ attribute: false }) draw: (row: Row, index: number) => TemplateResult = () => html``;
  /** At the end, and staying there. */
  stuck = true;
  /** Key of the last row that has been in sight. */
  seen = 0;

  /** The rows for which #tops holds. */
  #laid: readonly Row[] = [];
  /** Measured, by key; they hold for one width. */
  readonly #heights = new Map<number, number>();
  #width = 0;
  /** Height of a row that was never shown: as the first ones that were. */
  #guess = 64;
  #guessed = 0;
  #tops: Float64Array = new Float64Array(1);
  #span: Span = { first: 0, last: 0 };
  #anchor: Anchor = { key: 0, offset: 0 };
  /**
   * When rows above turn out higher than guessed, their place in the list moves and not the scroll position: to set that would stop a
   * finger's swing. It is put right as soon as the list is calm.
   */
  #shift = 0;
  #calm = true;
  #wrote = 0;
  #top = 0;
  #focused = false;
  #rest?: ReturnType<typeof setTimeout>;
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("scroll", this.#scrolled, { passive: true });
    this.addEventListener("keydown", this.#keys);
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    clearTimeout(this.#rest);
  }

  toEnd(): void {
    this.stuck = true;
    this.#moved();
  }

  /** Shows this row in the middle. False when it is not in the list. */
  jump(key: number): boolean {
    const at = (index: number) => this.keyOf(this.rows[index]!);
    const index = indexFrom(this.rows.length, at, key);
    if (index === this.rows.length || at(index) !== key) return false;
    const room = this.clientHeight - (this.#heights.get(key) ?? this.#guess);
    this.stuck = false;
    this.#calm = true;
    this.#anchor = { key, offset: -Math.max(0, room / 2) };
    this.#moved();
    return true;
  }

  protected override willUpdate(): void {
    this.#scrolled();
    this.#focused = this.contains(document.activeElement);
    if (this.clientWidth > 0 && this.clientWidth !== this.#width) {
      this.#width = this.clientWidth;
      this.#heights.clear();
      this.#guessed = 0;
      this.#layOut();
    }
    if (this.rows !== this.#laid) this.#layOut();
    this.#span = spanOf(this.#tops, this.#wanted(), this.clientHeight, spare);
  }

  override render(): TemplateResult {
    const { first, last } = this.#span;
    return html`<ol class="messages" data-chat>
      ${repeat(this.rows.slice(first, last), this.keyOf, (row, index) => this.draw(row, first + index))}
    </ol>`;
  }

  protected override updated(): void {
    // A hidden panel has no size: there is nothing to measure, and its place is kept.
    if (this.clientHeight === 0) return;
    const list = this.firstElementChild as HTMLElement;
    this.#pad(list);
    if (this.#measure(list)) this.#layOut();
    this.#place(list);
    // The row that had the focus may have left the page.
    if (this.#focused && !this.contains(document.activeElement)) this.focus({ preventScroll: true });
    const { first, last } = spanOf(this.#tops, this.#wanted(), this.clientHeight, 0);
    // Lower than guessed: there is place for more.
    if (first < this.#span.first || last > this.#span.last) this.requestUpdate();
    else this.#seeing();
  }

  #key = (index: number): number => this.keyOf(this.#laid[index]!);

  #layOut(): void {
    this.#laid = this.rows;
    this.#tops = topsOf(this.#laid.length, (index) => this.#heights.get(this.#key(index)) ?? this.#guess);
  }

  /** Where in the list the window shall begin. */
  #wanted(): number {
    const end = Math.max(0, this.#tops.at(-1)! - this.clientHeight);
    return this.stuck ? end : Math.max(0, Math.min(end, placeOf(this.#anchor, this.#tops, this.#key)));
  }

  #measure(list: HTMLElement): boolean {
    let changed = false;
    [...list.children].forEach((row, index) => {
      const key = this.#key(this.#span.first + index);
      const height = row.getBoundingClientRect().height;
      if (Math.abs(height - (this.#heights.get(key) ?? 0)) > 0.1) {
        this.#heights.set(key, height);
        changed = true;
      }
    });
    if (this.#guessed < 20 && this.#heights.size > this.#guessed) {
      this.#guessed = this.#heights.size;
      this.#guess = [...this.#heights.values()].reduce((sum, height) => sum + height, 0) / this.#guessed;
    }
    if (this.#heights.size > 2 * this.#laid.length + heightsOfGone && this.#laid.length > 0) for (const key of this.#heights.keys()) if (key < this.#key(0)) this.#heights.delete(key);
    return changed;
  }

  #pad(list: HTMLElement): void {
    const { first, last } = this.#span;
    list.style.paddingTop = `${Math.max(0, this.#tops[first]! + this.#shift)}px`;
    list.style.paddingBottom = `${this.#tops.at(-1)! - this.#tops[last]!}px`;
  }

  #place(list: HTMLElement): void {
    const wanted = this.#wanted();
    const shift = this.#top - wanted;
    const mayShift = !this.stuck && !this.#calm && this.#span.first > 0 && this.#tops[this.#span.first]! + shift >= 0;
    this.#shift = mayShift ? shift : 0;
    this.#pad(list);
    const top = wanted + this.#shift;
    if (Math.abs(this.scrollTop - top) > 0.5) this.scrollTop = top;
    this.#wrote = this.#top = this.scrollTop;
  }

  #scrolled = (): void => {
    // Hidden panels lose their scroll position, and get it back when they are shown.
    if (this.clientHeight === 0 || this.scrollTop === this.#wrote) return;
    const up = this.scrollTop < this.#top;
    this.#top = this.scrollTop;
    this.#wrote = Number.NaN;
    const below = this.scrollHeight - this.#top - this.clientHeight;
    const before = this.stuck;
    this.stuck = below < (up ? 2 : nearEnd) || (this.stuck && !up);
    if (this.#laid.length > 0) this.#anchor = anchorAt(this.#tops, this.#top - this.#shift, this.#key);
    this.#calm = false;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#calm = true;
      this.requestUpdate();
    }, calmAfter);
    const { first, last } = spanOf(this.#tops, this.#top - this.#shift, this.clientHeight, spare / 2);
    if (this.stuck !== before) this.#moved();
    else if (first < this.#span.first || last > this.#span.last) this.requestUpdate();
    else this.#seeing();
  };

  #moved(): void {
    this.requestUpdate();
    this.dispatchEvent(new Event("moved"));
  }

  #seeing(): void {
    const y = this.#wanted();
    if (!this.stuck && y < nearStart) this.dispatchEvent(new Event("near-start"));
    const { last } = spanOf(this.#tops, y, this.clientHeight - 1, 0);
    const row = Math.min(last, this.#laid.length - this.standIns) - 1;
    if (row < 0 || this.#key(row) <= this.seen) return;
    this.seen = this.#key(row);
    if (!this.stuck) this.dispatchEvent(new Event("moved"));
  }

  /** Up and down go from row to row once one is chosen; the neighbours of what is seen are always in the page. */
  #keys = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    if ((event.key !== "ArrowUp" && event.key !== "ArrowDown") || (target !== this && target.parentElement !== this.firstElementChild)) return;
    const edge = this.getBoundingClientRect().bottom;
    const lowest = () => [...this.firstElementChild!.children].findLast((row) => row.getBoundingClientRect().bottom <= edge + 1);
    const next = target === this ? lowest() : event.key === "ArrowUp" ? target.previousElementSibling : target.nextElementSibling;
    event.preventDefault();
    if (!next) return;
    (next as HTMLElement).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    // Before the next key comes its neighbours shall be there.
    this.#scrolled();
    if (this.isUpdatePending) this.performUpdate();
  };
}
