import { html, type TemplateResult } from "lit";
import type { Notice } from "./feed.ts";

const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
const distance = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });

/** What a notice says, around the title of its webinar. In our words and not in the vendor's, which are HTML. */
export function partsOf({ workflow, data }: Pick<Notice, "workflow" | "data">): [before: string, title: string, after: string] {
  const title = text(data.title) || "A webinar";
  const count = Number(data.count);
  switch (workflow) {
    case "webinar-starts-soon":
      return ["", title, ` starts ${when(data.startsAt) || "soon"}.`];
    case "webinar-live":
      return ["", title, " is live."];
    case "webinar-rescheduled":
      return ["", title, when(data.startsAt) ? ` has a new time: ${when(data.startsAt)}.` : " has a new time."];
    case "webinar-cancelled":
      return ["", title, " does not take place."];
    case "replay-ready":
      return ["The replay of ", title, " is ready."];
    case "registration-confirmed":
      return ["You have a seat in ", title, "."];
    case "registration-declined":
      return ["Your registration for ", title, " was declined."];
    case "question-answering":
      return ["Your question in ", title, " is being answered now."];
    case "question-answered":
      return ["Your question in ", title, " was answered."];
    case "role-given":
      return [`You are now ${text(data.role) || "a host"} of `, title, "."];
    case "questions-waiting":
      return [count > 1 ? `${count} questions are waiting in ` : "A question is waiting in ", title, "."];
    case "approval-asked":
      return ["Somebody asks to take part in ", title, "."];
    case "questions-open":
      return ["You can ask your questions for ", title, " now."];
    case "poll-open":
      return ["A poll is open in ", title, "."];
    default:
      return ["There is news of ", title, "."];
  }
}

export function sentence(notice: Notice): string {
  return partsOf(notice).join("");
}

export function sentenceView(notice: Notice): TemplateResult {
  const [before, title, after] = partsOf(notice);
  return html`${before}<strong><bdi>${title}</bdi></strong>${after}`;
}

/** Where it leads; never anywhere but a page of ours. */
export function pathOf(data: Record<string, unknown>, origin: string): string | null {
  const url = URL.canParse(text(data.url), origin) ? new URL(text(data.url), origin) : null;
  return url && url.origin === origin ? url.pathname + url.search + url.hash : null;
}

/** "now", "5 min ago", "yesterday"; after a week the day. */
export function ago(at: string, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1_000);
  if (seconds > -60) return "now";
  if (seconds > -3_600) return distance.format(Math.round(seconds / 60), "minute");
  if (seconds > -86_400) return distance.format(Math.round(seconds / 3_600), "hour");
  return seconds > -7 * 86_400 ? distance.format(Math.round(seconds / 86_400), "day") : day.format(new Date(at));
}

function when(value: unknown): string {
  const time = Date.parse(text(value));
  return Number.isNaN(time) ? "" : day.format(time);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
