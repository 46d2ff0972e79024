// Made from the C# records by tests/Core.Tests/Rooms/ProtocolTypes.cs; scripts/protocol writes it anew. docs/protocol.md says what it means.

export type AnnouncementLink = { label: string; url: string };
export type ChatMode = "everyone" | "hosts" | "off";
export type LinkPolicy = "everyone" | "hosts";
export type Load = "normal" | "slowCounts" | "paced" | "sampledReactions" | "sampledChat" | "readOnly";
export type PollState = "draft" | "open" | "closed" | "published";
export type QuestionMode = "on" | "off";
export type QuestionState = "pending" | "open" | "answering" | "answered" | "dismissed" | "withdrawn" | "merged";
export type RemovedBy = "author" | "moderator";
export type Role = "attendee" | "panelist" | "moderator" | "host" | "owner";
export type SanctionKind = "mute" | "ban";
export type StreamState = "idle" | "connected" | "active" | "disconnected";
export type WebinarStatus = "draft" | "scheduled" | "starting" | "live" | "interrupted" | "ended" | "replay" | "cancelled";

export interface Actor {
  id: string;
  name: string;
  role: Role;
}

export interface MessageView {
  position: number;
  at: string;
  by: Actor;
  clientId: string;
  text: string;
  replyTo?: number;
  mentions?: string[];
  editedAt?: string;
  removed?: RemovedBy;
  reactions?: Record<string, number>;
  mine?: string[];
  flagged?: string;
}

export interface AnswerView {
  at: string;
  by?: Actor;
  text?: string;
  isPrivate: boolean;
}

export interface QuestionView {
  id: number;
  at: string;
  by?: Actor;
  clientId: string;
  text: string;
  anonymous: boolean;
  state: QuestionState;
  editedAt?: string;
  votes?: number;
  mine?: boolean;
  askers: number;
  pinned: boolean;
  reason?: string;
  mergedInto?: number;
  answer?: AnswerView;
  starred?: boolean;
  assignee?: Actor;
  claimedBy?: Actor;
}

export interface PollResults {
  counts: number[];
  voters: number;
}

export interface PollView {
  id: number;
  at: string;
  question: string;
  options: string[];
  multiple: boolean;
  hideResults: boolean;
  state: PollState;
  results?: PollResults;
  mine?: number[];
}

export interface AnnouncementView {
  id: number;
  at: string;
  by: Actor;
  text: string;
  link?: AnnouncementLink;
  until?: string;
}

export interface HandoutFile {
  type: string;
  bytes: number;
}

export interface HandoutView {
  id: number;
  at: string;
  by: Actor;
  title: string;
  url: string;
  file?: HandoutFile;
}

export interface HandView {
  person: Actor;
  at: string;
}

export interface SanctionView {
  id: number;
  at: string;
  by: Actor;
  kind: SanctionKind;
  person?: Actor;
  questionId?: number;
  until?: string;
  reason?: string;
  removedMessages: boolean;
}

export interface ReportView {
  message: MessageView;
  count: number;
  reasons: string[];
}

export interface RoomSettings {
  chat: ChatMode;
  slowModeSeconds: number;
  links: LinkPolicy;
  blockedWords?: string[];
  flaggedWords?: string[];
  questions: QuestionMode;
  questionApproval: boolean;
  anonymousQuestions: boolean;
  openEarly: boolean;
  attendeeRoster: boolean;
  hands: boolean;
}

export interface Snapshot {
  status: WebinarStatus;
  revision: number;
  until?: string;
  liveSince?: string;
  streamState?: StreamState;
  viewers: number;
  settings: RoomSettings;
  messages: MessageView[];
  pinned: MessageView[];
  questions: QuestionView[];
  polls: PollView[];
  announcements: AnnouncementView[];
  handouts: HandoutView[];
  hands: HandView[];
  sanctions: SanctionView[];
  reports?: ReportView[];
}

interface Happened {
  position: number;
  at: string;
  by?: Actor;
}

/** What changes questions: each takes the place of the one with its id; what is gone is yours to see no more. */
interface QuestionsChanged {
  questionId?: number;
  questions?: QuestionView[];
  gone?: number[];
}

export type RoomEvent = Happened &
  (
    | { type: "statusChanged"; status: WebinarStatus; revision: number; until?: string }
    | { type: "streamChanged"; state: StreamState }
    | { type: "messagePosted"; clientId: string; text: string; replyTo?: number; mentions?: string[]; editedAt?: string; removed?: RemovedBy; flagged?: string }
    | { type: "messageEdited" | "messageRemoved" | "messageRestored"; messageId: number; message?: MessageView }
    | { type: "messagePinned"; messageId: number; on: boolean; message?: MessageView }
    | { type: "messageReacted"; messageId: number; emoji: string; on: boolean }
    | { type: "messageReported"; messageId: number; reason?: string; message?: MessageView }
    | { type: "reportsResolved"; messageId: number }
    | { type: "messagesRemoved"; personId?: string; upTo: number }
    | { type: "messagesRestored"; personId?: string; messages?: MessageView[] }
    | ({ type: "questionAsked"; clientId: string; text: string; anonymous: boolean } & QuestionsChanged)
    | ({ type: "questionEdited" | "questionApproved" | "questionDismissed" | "questionWithdrawn" | "questionReopened" | "answeringStarted" | "answeringStopped" } & QuestionsChanged)
    | ({ type: "questionPinned" | "questionStarred" | "questionAssigned" | "questionClaimed" | "questionsMerged" | "questionUnmerged" } & QuestionsChanged)
    | ({ type: "questionAnswered"; questionId: number; text?: string; isPrivate: boolean } & QuestionsChanged)
    | { type: "voteCast"; questionId: number; on: boolean }
    | { type: "pollDrafted" | "pollEdited" | "pollOpened" | "pollClosed" | "pollPublished" | "pollDiscarded"; pollId: number; poll?: PollView }
    | { type: "pollVoted"; pollId: number; choices: number[] }
    | { type: "handRaised" | "handLowered"; person: Actor }
    | { type: "announcementMade"; announcement?: AnnouncementView }
    | { type: "announcementEnded"; announcementId: number }
    | { type: "handoutAdded"; handout?: HandoutView }
    | { type: "handoutRemoved"; handoutId: number }
    | { type: "roleChanged"; person: Actor }
    | { type: "personSanctioned"; sanction?: SanctionView }
    | { type: "sanctionLifted"; sanctionId: number }
    | { type: "settingsChanged"; settings: RoomSettings }
  );

export interface Frame {
  epoch: string;
  from: number;
  to: number;
  events: RoomEvent[];
  omitted?: number;
}

export interface Pulse {
  head: number;
  viewers: number;
  votes?: Record<string, number>;
  polls?: Record<string, PollResults>;
  messages?: Record<string, Record<string, number>>;
  reactions?: Record<string, number>;
  load?: Load;
}

export interface Notice {
  code: string;
  retryAfterSeconds?: number;
}

export interface Resumption {
  epoch: string;
  position: number;
  you: Actor;
  snapshot?: Snapshot;
  events?: RoomEvent[];
}

export interface Receipt {
  position: number;
  duplicate: boolean;
}

export interface SimilarQuestion {
  id: number;
  text: string;
  votes: number;
}

export interface RosterPerson {
  id: string;
  name: string;
  role: Role;
  since: string;
  mutedUntil?: string;
}

export interface Roster {
  people: RosterPerson[];
  next?: string;
  total: number;
}
