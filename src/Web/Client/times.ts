import { clock } from "./text.ts";

const shapes: Record<string, Intl.DateTimeFormatOptions> = {
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" },
  short: { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  time: { hour: "numeric", minute: "2-digit" },
  day: { day: "numeric" },
  month: { month: "short" },
  weekday: { weekday: "short" },
};

/** `<time datetime data-local="full|time|…">` comes in the organiser's zone and is shown in the visitor's. */
export function showLocalTimes(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLTimeElement>("time[data-local]"))
    element.textContent = new Intl.DateTimeFormat(undefined, shapes[element.dataset.local!]).format(new Date(element.dateTime));
  for (const element of root.querySelectorAll<HTMLElement>("[data-countdown]")) startCountdown(element);
}

function startCountdown(element: HTMLElement): void {
  const target = Date.parse(element.dataset.countdown!);
  const show = () => {
    element.textContent = until(target - Date.now());
  };
  show();
  setInterval(show, 1_000);
}

/** "in 3 days", "in 5 h 20 min", "in 4:09", "any moment now". */
export function until(milliseconds: number): string {
  if (milliseconds <= 0) return "any moment now";
  const minutes = Math.floor(milliseconds / 60_000);
  const days = Math.floor(minutes / 1_440);
  if (days >= 2) return `in ${days} days`;
  if (minutes >= 60) return `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `in ${clock(milliseconds)}`;
}
