import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { rounded } from "../../text.ts";
import { type Counts, sample, withoutOwn } from "./sample.ts";
import type { Room } from "../room.ts";

/** So many float at once, whatever is going on. */
const most = 24;
const perPulse = 8;
/** How long the quiet counter stands after the last reaction. */
const stays = 4_000;

/** Everybody's reactions over the picture; where motion is not wanted, a quiet counter in the corner. */
@customElement("reaction-floats")
export class ReactionFloats extends LitElement {
  @property({ attribute: false }) room!: Room;
  @state() private counter: Record<string, number> = {};
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  #own: Record<string, number> = {};
  #quiet?: ReturnType<typeof setTimeout>;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override firstUpdated(): void {
    this.room.addEventListener("reactions", this.#counted);
    this.room.addEventListener("reacted", this.#tapped);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#quiet);
    this.room.removeEventListener("reactions", this.#counted);
    this.room.removeEventListener("reacted", this.#tapped);
  }

  override render(): TemplateResult {
    const counts = Object.entries(this.counter).sort((a, b) => b[1] - a[1]);
    return html`<div class="floats" data-floats aria-hidden="true"></div>
      ${counts.length > 0 ? html`<p class="float-counter" data-float-counter aria-hidden="true">${counts.map(([emoji, count]) => html`<span>${emoji} ${rounded(count)}</span>`)}</p>` : nothing}`;
  }

  #tapped = (event: Event): void => {
    const emoji = (event as CustomEvent<string>).detail;
    this.#own[emoji] = (this.#own[emoji] ?? 0) + 1;
    this.#show({ [emoji]: 1 });
  };

  #counted = (event: Event): void => {
    const { others, own } = withoutOwn((event as CustomEvent<Counts>).detail, this.#own);
    this.#own = own;
    this.#show(others);
  };

  #show(counts: Counts): void {
    if (document.hidden || Object.keys(counts).length === 0) return;
    if (this.#still.matches) return this.#count(counts);
    const layer = this.querySelector(".floats")!;
    const room = most - layer.getElementsByClassName("float").length;
    if (room > 0) layer.append(flight(sample(counts, Math.min(perPulse, room))));
  }

  #count(counts: Counts): void {
    const next = { ...this.counter };
    for (const [emoji, count] of Object.entries(counts)) next[emoji] = (next[emoji] ?? 0) + count;
    this.counter = next;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.counter = {};
      this.#own = {};
    }, stays);
  }
}

/** They move by transform and opacity alone, which costs no layout, and begin and end together: the page wakes for all of them at once. They go by themselves. */
function flight(emojis: readonly string[]): HTMLElement {
  const random = (from: number, to: number) => from + Math.random() * (to - from);
  const all = document.createElement("span");
  all.style.setProperty("--flies", `${random(2.2, 3.4)}s`);
  for (const emoji of emojis) {
    const one = Object.assign(document.createElement("span"), { className: "float", textContent: emoji });
    one.style.right = `${random(2, 14)}%`;
    one.style.bottom = `${random(-1, 2)}rem`;
    one.style.setProperty("--drift", `${random(-2.5, 2.5)}rem`);
    one.style.setProperty("--rise", `${random(-15, -11)}rem`);
    all.append(one);
  }
  all.addEventListener("animationend", () => all.remove(), { once: true });
  return all;
}
