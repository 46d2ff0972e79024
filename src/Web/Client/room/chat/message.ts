import { html, nothing, svg, type TemplateResult } from "lit";
import { textOf } from "../../refusals.ts";
import { emojis } from "./choices.ts";
import { cutAtNames } from "./mentions.ts";
import type { MessageView, Role } from "../protocol.ts";
import type { Action } from "../line/sending.ts";
import { textView, timeView } from "../text-view.ts";

/** What a message needs to know of its surroundings. */
export interface Around {
  me?: string;
  /** The message before it; another day is said. */
  before?: MessageView;
  /** The one that it replies to, where we hold it. */
  original?: MessageView;
  nameOf(id: string): string | undefined;
  /** How many are in the list, and which of them this is, from 1 on. */
  count: number;
  place: number;
  shown: boolean;
  pinned: boolean;
  reports: number;
  /** Reactions and replies are taken. */
  open: boolean;
  reply(): void;
  menu(from: HTMLElement): void;
  react(emoji: string, on: boolean): void;
  jump(): void;
}

const badges: Partial<Record<Role, string>> = { owner: "Host", host: "Host", moderator: "Moderator", panelist: "Panelist" };
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const precise = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function messageView(message: MessageView, around: Around): TemplateResult {
  const { by, removed } = message;
  const today = day.format(new Date(message.at));
  return html`<li
    class="message"
    tabindex="-1"
    data-position=${message.position}
    data-own=${by.id === around.me ? "yes" : nothing}
    data-mention=${message.mentions?.includes(around.me ?? "") && !removed ? "yes" : nothing}
    data-removed=${removed ?? nothing}
    data-shown=${around.shown ? "yes" : nothing}
    aria-setsize=${around.count}
    aria-posinset=${around.place}
  >
    ${around.before && day.format(new Date(around.before.at)) !== today ? html`<p class="day"><span>${today}</span></p>` : nothing}
    ${message.replyTo !== undefined ? quoteView(around.original, around.jump) : nothing}
    <p class="message-head">
      <strong dir="auto">${by.name}</strong>
      ${badgeView(by.role)} ${timeView(message.at)}
      ${message.editedAt && !removed ? html`<span title=${precise.format(new Date(message.editedAt))}>edited</span>` : nothing}
      ${around.pinned ? html`<span class="mark">Pinned</span>` : nothing}
      ${message.flagged ? html`<span class="mark" data-flagged title="The word for which this should be looked at">Flagged: ${message.flagged}</span>` : nothing}
      ${around.reports > 0 ? html`<span class="mark" data-reported>${around.reports === 1 ? "Reported" : `Reported ${around.reports} times`}</span>` : nothing}
    </p>
    ${removed
      ? html`<p class="message-text gone">${removed === "moderator" ? "Removed by a moderator" : "Deleted"}</p>`
      : html`<p class="message-text" dir="auto">${namesIn(message, around)}</p>
          ${reactionsView(message, around)}`}
    <div class="tools">
      ${around.open && !removed
        ? html`<button type="button" class="tool" data-reply tabindex="-1" aria-label=${`Reply to ${by.name}`} title="Reply" @click=${around.reply}>${icon("M9 7 4 12l5 5M4.5 12H14c4 0 6 2 6 6")}</button>`
        : nothing}
      <button
        type="button"
        class="tool"
        data-more
        tabindex="-1"
        aria-haspopup="menu"
        aria-label=${`What to do with ${by.name}’s message`}
        title="More"
        @click=${(event: Event) => around.menu(event.currentTarget as HTMLElement)}
      >
        ${icon("M5 12h.01M12 12h.01M19 12h.01", 3)}
      </button>
    </div>
  </li>`;
}

export function badgeView(role: Role): TemplateResult | typeof nothing {
  return badges[role] ? html`<span class="badge">${badges[role]}</span>` : nothing;
}

export function icon(path: string, width = 2): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true" class="icon">${svg`<path d=${path} stroke-width=${width} />`}</svg>`;
}

function quoteView(original: MessageView | undefined, jump: () => void): TemplateResult {
  if (original?.removed) return html`<p class="quoted">Message removed</p>`;
  return html`<button type="button" class="quoted" data-quote tabindex="-1" @click=${jump} title="Show the message that this replies to">
    ${original ? html`<strong dir="auto">${original.by.name}</strong> <span dir="auto">${original.text}</span>` : "An earlier message"}
  </button>`;
}

/** Names of those who are mentioned stand out; an `@` that names nobody is just a sign. */
function namesIn(message: MessageView, around: Around): TemplateResult[] {
  const names = (message.mentions ?? []).map((id) => around.nameOf(id) ?? "");
  return cutAtNames(message.text, names).map((piece) => (piece.isName ? html`<strong class="name">${piece.text}</strong>` : html`${textView(piece.text)}`));
}

function reactionsView(message: MessageView, around: Around): TemplateResult | typeof nothing {
  const counts = message.reactions ?? {};
  const given = emojis.filter((emoji) => (counts[emoji] ?? 0) > 0);
  if (given.length === 0) return nothing;
  return html`<p class="reactions">
    ${given.map((emoji) => {
      const mine = message.mine?.includes(emoji) ?? false;
      return html`<button type="button" class="reaction" data-reaction=${emoji} tabindex="-1" aria-pressed=${mine} aria-label=${`${emoji} ${counts[emoji]}`} ?disabled=${!around.open} @click=${() => around.react(emoji, !mine)}>
        <span aria-hidden="true">${emoji}</span> ${counts[emoji]}
      </button>`;
    })}
  </p>`;
}

export interface Waiting {
  name: string;
  canRetry: boolean;
  retry(): void;
  edit(): void;
  discard(): void;
}

/** Stands in for a message that the room does not show yet. */
export function waitingView(action: Action, w: Waiting): TemplateResult {
  const failed = action.state === "failed";
  return html`<li class="message" tabindex="-1" data-own="yes" data-pending=${failed ? "failed" : "yes"}>
    <p class="message-head"><strong dir="auto">${w.name}</strong> <span>${failed ? "Not sent" : "Sending …"}</span></p>
    <p class="message-text" dir="auto">${textView(String(action.args[0]))}</p>
    ${failed
      ? html`<p class="error">${textOf(action.reason ?? "")}</p>
          <p class="actions">
            ${w.canRetry
              ? html`<button type="button" class="button small" @click=${w.retry}>Retry</button>`
              : html`<button type="button" class="button small" @click=${w.edit}>Edit</button>`}
            <button type="button" class="button small quiet" @click=${w.discard}>Discard</button>
          </p>`
      : nothing}
  </li>`;
}
