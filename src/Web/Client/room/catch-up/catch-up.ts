import { pieces } from "../linkify.ts";
import type { Announcement, Handout, MessageView, PollView } from "../protocol.ts";
import type { Question, RoomState } from "../state.ts";

/** What somebody who comes late would like to know. */
export interface CatchUp {
  minutes: number;
  questions: Question[];
  polls: PollView[];
  pinned: MessageView[];
  announcements: Announcement[];
  handouts: Handout[];
}

const late = 3 * 60_000;

/** Null for who is not late, and where nothing has happened that one could catch up on. */
export function catchUp(state: RoomState, now: number): CatchUp | null {
  const { status, liveSince } = state;
  if (!liveSince || (status !== "live" && status !== "interrupted")) return null;
  const since = now - Date.parse(liveSince);
  if (since < late) return null;
  const questions = state.questions
    .filter((question) => question.state === "answered" && question.answer?.text && !question.answer.isPrivate)
    .sort((a, b) => b.votes - a.votes || a.id - b.id)
    .slice(0, 3);
  const polls = state.polls.filter((poll) => poll.state === "published" && poll.results);
  const pinned = state.pinned.filter((message) => !message.removed && pieces(message.text).some((piece) => "href" in piece));
  const announcements = state.announcements.filter((one) => !one.until || Date.parse(one.until) > now);
  const { handouts } = state;
  if ([questions, polls, pinned, announcements, handouts].every((list) => list.length === 0)) return null;
  return { minutes: Math.floor(since / 60_000), questions, polls, pinned, announcements, handouts: [...handouts] };
}

/** "24 min", "1 h 5 min". */
export function spanText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
