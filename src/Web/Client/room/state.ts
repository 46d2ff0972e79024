import type {
  Actor, Announcement, Handout, RaisedHand, Load, MessageView, OwnFeedback, PollView, Pulse, QuestionView, ReportView, RoomEvent, RoomSettings, SanctionView, Snapshot, StreamState, WebinarStatus,
} from "./protocol.ts";

/** A question with what only totals and our own votes tell. */
export type Question = QuestionView & { votes: number; mine: boolean };

/** What the room looks like from here. Never changed in place: every step gives a new one. */
export interface RoomState {
  you: Actor | null;
  status: WebinarStatus;
  revision: number;
  until?: string;
  liveSince?: string;
  streamState?: StreamState;
  viewers: number | null;
  /** The servers do not hear each other: the number is not sure. */
  approximate?: boolean;
  load: Load;
  /** Null before the room has answered. */
  settings: RoomSettings | null;
  /** Oldest first. */
  messages: readonly MessageView[];
  pinned: readonly MessageView[];
  /** Oldest first, merged ones too. */
  questions: readonly Question[];
  polls: readonly PollView[];
  announcements: readonly Announcement[];
  handouts: readonly Handout[];
  hands: readonly RaisedHand[];
  sanctions: readonly SanctionView[];
  reports: readonly ReportView[];
  /** Our votes for questions that we do not see now: should one come back, ours is in it. */
  votedFor: readonly number[];
  /** Our own. */
  feedback?: OwnFeedback;
  /** For moderators: how many gave one star, two, … five. */
  ratings?: readonly number[];
}

/** More than anybody scrolls back; what is dropped comes again through History. */
const keptMessages = 10_000;
/** So many come with a snapshot, and again when messages are restored. */
const newestMessages = 100;

export function emptyRoom(status: WebinarStatus, revision: number): RoomState {
  return {
    you: null, status, revision, viewers: null, load: "normal", settings: null,
    messages: [], pinned: [], questions: [], polls: [], announcements: [], handouts: [], hands: [], sanctions: [], reports: [], votedFor: [],
  };
}

export function fromSnapshot(snapshot: Snapshot, you: Actor, load: Load = "normal"): RoomState {
  return { ...snapshot, you, load, questions: snapshot.questions.map((question) => known(question)), reports: snapshot.reports ?? [], votedFor: snapshot.votedFor ?? [] };
}

/** Messages that follow each other are taken in together: to copy a long list for each of them would be felt. */
export function fold(room: RoomState, events: readonly RoomEvent[]): RoomState {
  for (let i = 0; i < events.length; ) {
    const posted: MessageView[] = [];
    for (; i < events.length; i++) {
      const event = events[i]!;
      if (event.type !== "messagePosted") break;
      const { type: _, ...message } = event;
      posted.push(message as MessageView);
    }
    if (posted.length > 0) room = { ...room, messages: [...room.messages, ...posted].slice(-keptMessages) };
    else room = apply(room, events[i++]!);
  }
  return room;
}

function apply(room: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case "statusChanged":
      if (event.revision < room.revision) return room;
      return {
        ...room, status: event.status, revision: event.revision, until: event.until,
        liveSince: room.liveSince ?? (event.status === "live" ? event.at : undefined),
        hands: over.has(event.status) ? [] : room.hands,
      };
    case "streamChanged":
      return { ...room, streamState: event.state };
    case "messageRemoved": {
      // Though it may be back since: not its pin, and who removed it has looked.
      const others = { ...room, pinned: room.pinned.filter((one) => one.position !== event.messageId), reports: room.reports.filter((one) => one.message.position !== event.messageId) };
      return event.message ? withMessages(others, [event.message]) : others;
    }
    case "messageEdited":
    case "messageRestored":
      return event.message ? withMessages(room, [event.message]) : room;
    case "messagePinned": {
      const others = room.pinned.filter((message) => message.position !== event.messageId);
      return { ...room, pinned: event.on && event.message ? [...others, event.message] : others };
    }
    case "messageReacted":
      return reacted(room, event.messageId, event.emoji, event.on);
    case "messageReported": {
      if (!event.message) return room;
      const before = room.reports.find((report) => report.message.position === event.messageId);
      const report = { message: event.message, count: (before?.count ?? 0) + 1, reasons: [...(before?.reasons ?? []), ...(event.reason ? [event.reason] : [])] };
      const reports = [...room.reports.filter((one) => one !== before), report].sort((a, b) => a.message.position - b.message.position);
      return { ...room, reports };
    }
    case "reportsResolved":
      return looked({ ...room, reports: room.reports.filter((report) => report.message.position !== event.messageId) }, event.messageId);
    case "messagesRemoved": {
      const gone = (message: MessageView) => message.by.id === event.personId && message.position <= event.upTo;
      return {
        ...room,
        messages: room.messages.map((message) => (gone(message) && !message.removed ? removed(message) : message)),
        pinned: room.pinned.filter((message) => !gone(message)),
        reports: room.reports.filter((report) => !gone(report.message)),
      };
    }
    case "messagesRestored":
      // Older ones of that person are blank here still: they come again by History.
      return withMessages({ ...room, messages: room.messages.slice(-newestMessages) }, event.messages ?? []);
    case "voteCast": {
      const ids = new Set([event.questionId, ...(event.also ?? [])]);
      return { ...room, questions: room.questions.map((one) => (ids.has(one.id) ? { ...one, mine: event.on } : one)) };
    }
    case "pollDrafted":
    case "pollEdited":
    case "pollOpened":
    case "pollClosed":
    case "pollPublished":
    case "pollDiscarded": {
      const before = room.polls.find((poll) => poll.id === event.pollId);
      if (!("poll" in event) || !event.poll) return { ...room, polls: room.polls.filter((poll) => poll !== before) };
      const poll = { ...event.poll, results: before?.results, mine: before?.mine };
      return { ...room, polls: before ? room.polls.map((one) => (one === before ? poll : one)) : [...room.polls, poll] };
    }
    case "pollVoted":
      return { ...room, polls: room.polls.map((poll) => (poll.id === event.pollId ? { ...poll, mine: event.choices } : poll)) };
    case "handRaised":
      return { ...room, hands: [...room.hands.filter((hand) => hand.person.id !== event.person.id), { person: event.person, at: event.at }] };
    case "handLowered":
      return { ...room, hands: room.hands.filter((hand) => hand.person.id !== event.person.id) };
    case "feedbackLeft": {
      const own = event.by?.id === room.you?.id;
      return { ...room, feedback: own ? { rating: event.rating, comment: event.comment } : room.feedback, ratings: event.ratings ?? room.ratings };
    }
    case "announcementMade":
      return event.announcement ? { ...room, announcements: [...room.announcements, event.announcement] } : room;
    case "announcementEnded":
      return { ...room, announcements: room.announcements.filter((one) => one.id !== event.announcementId) };
    case "handoutAdded":
      return event.handout ? { ...room, handouts: [...room.handouts, event.handout] } : room;
    case "handoutRemoved":
      return { ...room, handouts: room.handouts.filter((one) => one.id !== event.handoutId) };
    case "personSanctioned": {
      const { sanction } = event;
      if (!sanction) return room;
      const whom = (one: SanctionView) => one.person?.id ?? `asker of ${one.questionId}`;
      const replaced = (one: SanctionView) => one.kind === sanction.kind && whom(one) === whom(sanction);
      return { ...room, sanctions: [...room.sanctions.filter((one) => !replaced(one)), sanction] };
    }
    case "sanctionLifted":
      return { ...room, sanctions: room.sanctions.filter((one) => one.id !== event.sanctionId) };
    case "settingsChanged":
      return { ...room, settings: event.settings };
    default:
      // Everything else changes questions, or is of a newer server than this page.
      return "questions" in event || "gone" in event ? withQuestions(room, event.questions ?? [], event.gone ?? []) : room;
  }
}

const over = new Set<WebinarStatus>(["ended", "replay", "cancelled"]);

/** Totals: only those that changed. */
export function applyPulse(room: RoomState, pulse: Pulse): RoomState {
  const { votes = {}, polls = {}, messages = {} } = pulse;
  const viewers = pulse.viewers ?? room.viewers;
  const load = pulse.load ?? room.load;
  const { approximate } = pulse;
  const moved = room.questions.some((question) => (votes[question.id] ?? question.votes) !== question.votes);
  const counted = Object.keys(polls).length > 0;
  const reacted = Object.keys(messages).length > 0;
  if (!moved && !counted && !reacted && viewers === room.viewers && approximate === room.approximate && load === room.load) return room;
  return {
    ...room,
    viewers,
    approximate,
    load,
    questions: moved ? room.questions.map((question) => ({ ...question, votes: votes[question.id] ?? question.votes })) : room.questions,
    polls: counted ? room.polls.map((poll) => (polls[poll.id] ? { ...poll, results: polls[poll.id] } : poll)) : room.polls,
    messages: reacted ? room.messages.map((message) => (messages[message.position] ? { ...message, reactions: messages[message.position] } : message)) : room.messages,
  };
}

/** My vote, as seen before the server's total arrives; taken back, it is taken from everything that was merged into it. */
export function vote(room: RoomState, id: number, on: boolean): RoomState {
  const question = room.questions.find((one) => one.id === id);
  if (!question || isMine(room, question) === on) return room;
  const counted = { ...room, questions: room.questions.map((one) => (!on && one.mergedInto === id ? { ...one, mine: false } : one)) };
  return withQuestion(counted, id, (one) => ({ ...one, mine: on, votes: Math.max(0, one.votes + (on ? 1 : -1)) }));
}

/** My vote counts for it: in it, or in one that was merged into it. */
export function isMine(room: RoomState, question: Question): boolean {
  return question.mine || room.questions.some((one) => one.mergedInto === question.id && one.mine);
}

/** My reaction, as seen before the server's total arrives. */
export function react(room: RoomState, id: number, emoji: string, on: boolean): RoomState {
  const message = room.messages.find((one) => one.position === id);
  if (!message || (message.mine ?? []).includes(emoji) === on) return room;
  const count = Math.max(0, (message.reactions?.[emoji] ?? 0) + (on ? 1 : -1));
  return reacted(withMessages(room, [{ ...message, reactions: { ...message.reactions, [emoji]: count } }]), id, emoji, on);
}

/** A moderator looked at a flagged message and keeps it. */
export function looked(room: RoomState, id: number): RoomState {
  const unflagged = (message: MessageView) => (message.position === id && message.flagged ? { ...message, flagged: undefined } : message);
  return { ...room, messages: room.messages.map(unflagged), pinned: room.pinned.map(unflagged) };
}

/** A page of older messages, newest first, as History gives them. */
export function prepend(room: RoomState, older: readonly MessageView[]): RoomState {
  const held = new Set(room.messages.map((message) => message.position));
  const fresh = older.filter((message) => !held.has(message.position)).sort((a, b) => a.position - b.position);
  return fresh.length === 0 ? room : { ...room, messages: [...fresh, ...room.messages] };
}

function reacted(room: RoomState, id: number, emoji: string, on: boolean): RoomState {
  const mine = (message: MessageView) => [...(message.mine ?? []).filter((one) => one !== emoji), ...(on ? [emoji] : [])];
  return { ...room, messages: room.messages.map((message) => (message.position === id && !message.removed ? { ...message, mine: mine(message) } : message)) };
}

/** Takes messages as they are now, wherever we hold them; what everybody's copy does not say (reactions, our own) stays. */
function withMessages(room: RoomState, changed: readonly MessageView[]): RoomState {
  const now = new Map(changed.map((message) => [message.position, message]));
  const take = (message: MessageView): MessageView => {
    const next = now.get(message.position);
    if (!next) return message;
    return next.removed ? next : { ...next, reactions: next.reactions ?? message.reactions, mine: next.mine ?? message.mine };
  };
  return {
    ...room,
    messages: room.messages.map(take),
    pinned: room.pinned.map(take).filter((message) => !message.removed),
    reports: room.reports.map((report) => ({ ...report, message: take(report.message) })).filter((report) => !report.message.removed),
  };
}

function removed(message: MessageView): MessageView {
  const { position, at, by, clientId, replyTo } = message;
  return { position, at, by, clientId, replyTo, text: "", removed: "moderator" };
}

function withQuestions(room: RoomState, changed: readonly QuestionView[], gone: readonly number[]): RoomState {
  const questions = new Map(room.questions.map((question) => [question.id, question]));
  const votedFor = new Set(room.votedFor);
  for (const id of gone) {
    if (questions.get(id)?.mine) votedFor.add(id);
    questions.delete(id);
  }
  for (const question of changed) {
    questions.set(question.id, known(question, questions.get(question.id), room.you, votedFor.has(question.id)));
    votedFor.delete(question.id);
  }
  return { ...room, questions: [...questions.values()].sort((a, b) => a.id - b.id), votedFor: [...votedFor] };
}

/** Who asked votes for it; the name of an anonymous asker reaches only that person. */
function known(question: QuestionView, before?: Question, you?: Actor | null, voted = false): Question {
  const asked = question.by !== undefined && question.by.id === you?.id;
  return { ...question, votes: question.votes ?? before?.votes ?? 1, mine: question.mine ?? before?.mine ?? (asked || voted) };
}

function withQuestion(room: RoomState, id: number, change: (question: Question) => Question): RoomState {
  return { ...room, questions: room.questions.map((question) => (question.id === id ? change(question) : question)) };
}
