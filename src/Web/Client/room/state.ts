import type { Message, Person, Pulse, Question, RoomEvent, Snapshot, Status, StreamState } from "./protocol.ts";

/** What the room looks like from here. Never changed in place: every step gives a new one. */
export interface RoomState {
  you: Person | null;
  status: Status;
  revision: number;
  until?: string;
  streamState?: StreamState;
  viewers: number | null;
  /** Oldest first. */
  messages: readonly Message[];
  /** Oldest first. */
  questions: readonly Question[];
}

/** More than anybody scrolls back; what is dropped comes again through History. */
const keptMessages = 2_000;

export function emptyRoom(status: Status, revision: number): RoomState {
  return { you: null, status, revision, viewers: null, messages: [], questions: [] };
}

export function fromSnapshot(snapshot: Snapshot, you: Person): RoomState {
  const { status, revision, until, streamState, viewers, messages, questions } = snapshot;
  return { you, status, revision, until, streamState, viewers, messages, questions };
}

export function apply(room: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case "statusChanged": {
      if (event.revision < room.revision) return room;
      return { ...room, status: event.status, revision: event.revision, until: event.until };
    }
    case "streamChanged":
      return { ...room, streamState: event.state };
    case "messagePosted": {
      const { type: _, ...message } = event;
      return { ...room, messages: [...room.messages, message].slice(-keptMessages) };
    }
    case "questionAsked":
      return { ...room, questions: [...room.questions, asked(event, room.you)] };
    case "questionAnswered": {
      const { at, by, text, isPrivate } = event;
      return withQuestion(room, event.questionId, (question) => ({ ...question, state: "answered", answer: { at, by, text, isPrivate } }));
    }
    default:
      // A newer server may say more than this page understands.
      return room;
  }
}

function asked(event: RoomEvent & { type: "questionAsked" }, you: Person | null): Question {
  const { position, at, by, clientId, text, anonymous } = event;
  // Who asked votes for it; the name of an anonymous one reaches only its asker.
  const own = by !== undefined && by.id === you?.id;
  return { id: position, at, by, clientId, text, anonymous, own, state: "open", votes: 1, mine: own };
}

/** Totals; `votes` holds only those that changed. */
export function applyPulse(room: RoomState, pulse: Pulse): RoomState {
  const viewers = pulse.viewers ?? room.viewers;
  const votes = pulse.votes ?? {};
  const changed = room.questions.some((question) => (votes[question.id] ?? question.votes) !== question.votes);
  if (!changed && viewers === room.viewers) return room;
  const questions = changed ? room.questions.map((question) => ({ ...question, votes: votes[question.id] ?? question.votes })) : room.questions;
  return { ...room, viewers, questions };
}

/** My vote, as seen before the server's total arrives. */
export function vote(room: RoomState, id: number, on: boolean): RoomState {
  return withQuestion(room, id, (question) =>
    question.mine === on ? question : { ...question, mine: on, votes: Math.max(0, question.votes + (on ? 1 : -1)) },
  );
}

/** A page of older messages, newest first, as History gives them. */
export function prepend(room: RoomState, older: readonly Message[]): RoomState {
  const known = new Set(room.messages.map((message) => message.position));
  const fresh = older.filter((message) => !known.has(message.position)).sort((a, b) => a.position - b.position);
  return fresh.length === 0 ? room : { ...room, messages: [...fresh, ...room.messages] };
}

function withQuestion(room: RoomState, id: number, change: (question: Question) => Question): RoomState {
  return { ...room, questions: room.questions.map((question) => (question.id === id ? change(question) : question)) };
}
