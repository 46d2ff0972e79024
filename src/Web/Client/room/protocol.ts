/** The hub's words as they travel (docs/protocol.md). Times are ISO 8601, positions are integers. */

export type Status = "draft" | "scheduled" | "starting" | "live" | "interrupted" | "ended" | "replay" | "cancelled";
export type Role = "attendee" | "host";
export type StreamState = "idle" | "connected" | "active" | "disconnected";

export interface Person {
  id: string;
  name: string;
  role: Role;
}

export interface Message {
  position: number;
  at: string;
  by?: Person;
  clientId: string;
  text: string;
  replyTo?: number;
}

export interface Answer {
  at: string;
  by?: Person;
  text?: string;
  isPrivate: boolean;
}

export interface Question {
  id: number;
  at: string;
  by?: Person;
  clientId?: string;
  text: string;
  anonymous: boolean;
  own: boolean;
  state: "open" | "answered";
  votes: number;
  mine: boolean;
  answer?: Answer;
}

export interface Snapshot {
  status: Status;
  revision: number;
  until?: string;
  streamState?: StreamState;
  viewers: number;
  messages: Message[];
  questions: Question[];
}

interface Happened {
  position: number;
  at: string;
  by?: Person;
}

export type RoomEvent = Happened &
  (
    | { type: "statusChanged"; status: Status; revision: number; until?: string }
    | { type: "streamChanged"; state: StreamState }
    | { type: "messagePosted"; clientId: string; text: string; replyTo?: number }
    | { type: "questionAsked"; clientId: string; text: string; anonymous: boolean }
    | { type: "questionAnswered"; questionId: number; text?: string; isPrivate: boolean }
  );

export interface Frame {
  epoch: string;
  from: number;
  to: number;
  events: RoomEvent[];
}

export interface Pulse {
  head: number;
  viewers?: number;
  votes?: Record<string, number>;
}

export type Notice =
  | { code: "too-fast"; retryAfterSeconds: number }
  | { code: "voted"; questionId: number; on: boolean }
  | { code: "streamKeyReset" };

export interface Resumed {
  epoch: string;
  position: number;
  you: Person;
  snapshot?: Snapshot;
  events?: RoomEvent[];
}

export interface Receipt {
  position: number;
  duplicate: boolean;
}
