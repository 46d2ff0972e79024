import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { textOf } from "../../refusals.ts";
import { settle, type Sort, sorted } from "./order.ts";
import { Panel } from "../panel.ts";
import type { RoomEvent } from "../protocol.ts";
import "./ask.ts";
import type { Desk, Form } from "./desk.ts";
import { questionItem } from "./item.ts";
import { placeMenu } from "./menu.ts";
import { newsOf } from "./news.ts";
import { editable } from "./own.ts";
import type { Action } from "../line/sending.ts";
import type { Question } from "../state.ts";
import { textView } from "../text-view.ts";

const sorts: [Sort, string][] = [
  ["top", "Top"],
  ["new", "New"],
  ["answered", "Answered"],
  ["mine", "Mine"],
];
const moderatorSorts: [Sort, string][] = [
  ["starred", "Starred"],
  ["dismissed", "Dismissed"],
];
/** So many stand in the page at first, and come with each "Show more". */
const step = 100;

@customElement("room-questions")
export class RoomQuestions extends Panel implements Desk {
  /** Why nothing can be asked any more; empty while it can. */
  @property({ attribute: false }) closed = "";
  /** Behind another tab it is not drawn; when it comes to the front it is in order. */
  @property({ type: Boolean, reflect: true }) override hidden = false;
  @state() private sort: Sort = "top";
  @state() private limit = step;
  /** Something became of one's own question while another list was shown. */
  @state() private ownNews = false;
  readonly forms = new Map<string, Form>();
  readonly opened = new Set<number>();
  menu = 0;
  #order: number[] = [];
  #fresh = true;
  #keep: { element: Element; top: number } | null = null;
  #soon?: ReturnType<typeof setTimeout>;

  protected override entered(): void {
    this.room.addEventListener("happened", (event) => this.#happened((event as CustomEvent<RoomEvent>).detail));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#soon);
  }

  changed(): void {
    this.requestUpdate();
  }

  protected override shouldUpdate(changed: Map<PropertyKey, unknown>): boolean {
    return !this.hidden || changed.size > 0;
  }

  override render(): TemplateResult {
    const { questions, you } = this.room.state;
    const wanted = sorted(questions, this.sort, you?.id);
    const { order, moved } = this.#fresh ? { order: wanted, moved: 0 } : settle(this.#order, wanted);
    this.#order = order;
    // The first list that there is stands as it should; from then on it keeps still.
    if (this.room.line === "open" && wanted.length > 0) this.#fresh = false;
    const byId = new Map(questions.map((question) => [question.id, question]));
    const waiting = this.room.waiting("AskQuestion");
    const shown = order.slice(0, this.limit);
    return html`
      <div class="sorts" role="group" aria-label="Show questions">
        ${sorts.map(([sort, name]) => this.#chip(sort, name))} ${this.room.moderates ? this.#moreChips() : nothing}
      </div>
      ${this.#raised(questions)}
      ${moved > 0 ? html`<button type="button" class="button small moved" data-moved @click=${() => this.#show(this.sort)}>${moved} moved · update</button>` : nothing}
      <div class="scroll" tabindex="0" aria-label="Questions" role="region" @scroll=${() => this.menu && placeMenu(this.querySelector("[data-menu][open]"))}>
        ${order.length + waiting.length === 0 && this.room.line === "open" ? html`<p class="empty small">${this.#emptyText()}</p>` : nothing}
        <ol class="questions">
          ${repeat(shown, (id) => id, (id) => questionItem(this, byId.get(id)!))}
          ${waiting.map((action) => this.#pending(action))}
        </ol>
        ${order.length > shown.length ? html`<p class="more"><button type="button" class="button small quiet" @click=${() => (this.limit += step)}>Show more (${order.length - shown.length})</button></p>` : nothing}
      </div>
      <questions-ask .room=${this.room} .closed=${this.closed} @asked=${this.#asked}></questions-ask>
    `;
  }

  #chip(sort: Sort, name: string): TemplateResult {
    const news = sort === "mine" && this.ownNews;
    return html`<button type="button" class="chip" data-sort=${sort} aria-pressed=${this.sort === sort} data-news=${news ? "yes" : nothing} @click=${() => this.#show(sort)}>${name}${news ? html`<span class="hidden">, something new</span>` : nothing}</button>`;
  }

  #moreChips(): TemplateResult {
    const chosen = moderatorSorts.find(([sort]) => sort === this.sort);
    const choose = (event: Event, sort: Sort) => {
      (event.target as HTMLElement).closest("details")!.open = false;
      this.#show(sort);
    };
    return html`<details class="menu more-sorts">
      <summary class="chip" data-chosen=${chosen ? "yes" : nothing}>${chosen?.[1] ?? "More"}</summary>
      <div class="menu-list">${moderatorSorts.map(([sort, name]) => html`<button type="button" data-sort=${sort} aria-pressed=${sort === this.sort} @click=${(event: Event) => choose(event, sort)}>${name}</button>`)}</div>
    </details>`;
  }

  /** What is being answered stays in sight however the list stands; so does what is pinned, until the list is ordered again. */
  #raised(questions: readonly Question[]): TemplateResult | typeof nothing {
    const now = questions.find((question) => question.state === "answering");
    const pinned = questions.find((question) => question.pinned && question !== now && this.#order[0] !== question.id);
    const line = (question: Question, name: string, kind: string) => html`<button type="button" class="raised" data-raised=${kind} @click=${() => this.jump(question.id)}>
      <strong>${name}</strong> <span dir="auto">${question.text}</span>
    </button>`;
    if (!now && !pinned) return nothing;
    return html`${now ? line(now, "Now", "answering") : nothing}${pinned ? line(pinned, "Pinned", "pinned") : nothing}`;
  }

  #pending(action: Action): TemplateResult {
    const failed = action.state === "failed";
    return html`<li class="question" data-pending=${failed ? "failed" : "yes"}>
      <div class="question-body">
        <p class="message-text" dir="auto">${textView(String(action.args[0]))}</p>
        <p class="message-head"><span>${failed ? "Not sent" : "Asking …"}</span></p>
        ${failed
          ? html`<p class="error">${textOf(action.reason ?? "")}</p>
              <p class="actions">
                <button type="button" class="button small" @click=${() => this.room.sending.retry(action.clientId)}>Retry</button>
                <button type="button" class="button small quiet" @click=${() => this.room.sending.discard(action.clientId)}>Discard</button>
              </p>`
          : nothing}
      </div>
    </li>`;
  }

  jump(id: number): void {
    const { questions, you } = this.room.state;
    if (!this.#order.includes(id)) {
      const list = (["top", "mine", "dismissed"] as const).find((sort) => sorted(questions, sort, you?.id).includes(id));
      if (!list) return;
      this.#show(list);
    }
    void this.#reveal(id);
  }

  async #reveal(id: number): Promise<void> {
    await this.updateComplete;
    this.limit = Math.max(this.limit, this.#order.indexOf(id) + 1);
    await this.updateComplete;
    const element = this.querySelector<HTMLElement>(`[data-question="${id}"]`);
    element?.scrollIntoView({ block: "nearest" });
    element?.focus({ preventScroll: true });
    element?.animate({ backgroundColor: ["var(--accent-soft)", "transparent"] }, 1_500);
  }

  /** Whoever asks sees it go out: at the end of the list, or among one's own where the list does not show it. */
  #asked = async (): Promise<void> => {
    const here = this.sort === "top" || this.sort === "new" || this.sort === "mine";
    if (!here || this.#order.length > this.limit) this.#show("mine");
    await this.updateComplete;
    const box = this.querySelector(".scroll")!;
    box.scrollTop = box.scrollHeight;
  };

  #show(sort: Sort): void {
    this.sort = sort;
    this.#fresh = true;
    this.limit = step;
    if (sort === "mine") this.ownNews = false;
    this.requestUpdate();
  }

  #happened(event: RoomEvent): void {
    const news = newsOf(event, this.room.state);
    if (!news) return;
    if (news.startsWith("Your") && this.sort !== "mine") this.ownNews = true;
    this.room.dispatchEvent(new CustomEvent("announce", { detail: news }));
  }

  /** Remembers where a question that stays stands on the screen; unless the order is asked for, it stands there again afterwards. */
  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.get("hidden") === true) this.#fresh = true;
    const box = this.querySelector(".scroll");
    this.#keep = null;
    if (!box || box.clientHeight === 0 || this.#fresh) return;
    const { top, bottom } = box.getBoundingClientRect();
    const inSight = [...box.querySelectorAll("[data-question]")]
      .map((element) => ({ element, place: element.getBoundingClientRect() }))
      .filter(({ place }) => place.bottom > top && place.top < bottom);
    // Best what the finger or the focus is on, else the first that is wholly in sight: one that is half above may grow.
    const still = inSight.find(({ element }) => element.matches(":hover")) ?? inSight.find(({ element }) => element.matches(":focus-within")) ?? inSight.find(({ place }) => place.top >= top) ?? inSight[0];
    if (still) this.#keep = { element: still.element, top: still.place.top };
  }

  override updated(): void {
    const box = this.querySelector(".scroll")!;
    if (this.#keep?.element.isConnected) box.scrollTop += this.#keep.element.getBoundingClientRect().top - this.#keep.top;
    this.#watchTime();
  }

  /** What may be edited now may not be in a while: then the list is drawn again. */
  #watchTime(): void {
    clearTimeout(this.#soon);
    const { questions, you } = this.room.state;
    const ends = questions.filter((one) => one.by !== undefined && one.by.id === you?.id).map((one) => Date.parse(one.at) + editable - Date.now());
    const next = Math.min(...ends.filter((left) => left > 0));
    if (Number.isFinite(next)) this.#soon = setTimeout(this.redraw, next + 100);
  }

  #emptyText(): string {
    if (this.sort === "answered") return "Nothing has been answered yet.";
    if (this.sort === "mine") return "You have not asked anything yet.";
    if (this.sort === "starred") return "Nothing is starred. A star marks what the team wants to keep in sight; attendees do not see it.";
    if (this.sort === "dismissed") return "Nothing was dismissed.";
    return this.closed || "No questions yet. What would you like to know?";
  }
}
