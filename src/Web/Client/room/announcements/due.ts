import type { Announcement } from "../protocol.ts";

export interface Due {
  announcement: Announcement;
  /** Milliseconds, where it ends by itself. */
  left?: number;
}

/** What is to be seen now: not what is over, nor what this person has hidden. */
export function due(announcements: readonly Announcement[], now: number, isHidden: (id: number) => boolean): Due[] {
  return announcements
    .filter((one) => !isHidden(one.id))
    .map((announcement) => (announcement.until ? { announcement, left: Date.parse(announcement.until) - now } : { announcement }))
    .filter((one) => one.left === undefined || one.left > 0);
}

/** Only https leads away from here, whatever was written. */
export function safeLink(url: string): string | null {
  return URL.canParse(url) && new URL(url).protocol === "https:" ? url : null;
}
