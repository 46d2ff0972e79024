// Made from the C# records by tests/Web.Tests/Documented; scripts/protocol writes it anew. docs/protocol.md says what it means.

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

export interface Announcement {
  id: number;
  at: string;
  by: Actor;
  text: string;
  link?: AnnouncementLink;
  until?: string;
}

export interface AnnouncementLink {
  label: string;
  url: string;
}

export interface AnswerView {
  at: string;
  by?: Actor;
  text?: string;
  isPrivate: boolean;
}

export interface Frame {
  epoch: string;
  from: number;
  to: number;
  events: RoomEvent[];
  omitted?: number;
}

export interface Handout {
  id: number;
  at: string;
  by: Actor;
  title: string;
  url: string;
  file?: HandoutFile;
}

export interface HandoutFile {
  type: string;
  bytes: number;
}

export interface MessagePosted {
  position: number;
  at: string;
  by?: Actor;
  clientId: string;
  text: string;
  replyTo?: number;
  mentions?: string[];
  editedAt?: string;
  removed?: RemovedBy;
  flagged?: string;
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

export interface Notice {
  code: string;
  retryAfterSeconds?: number;
  withinMilliseconds?: number;
}

export interface OwnFeedback {
  rating: number;
  comment?: string;
}

export interface PollDraft {
  question: string;
  options: string[];
  multiple: boolean;
  hideResults: boolean;
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

export interface Pulse {
  head: number;
  viewers: number;
  votes?: Record<string, number>;
  polls?: Record<string, PollResults>;
  messages?: Record<string, Record<string, number>>;
  reactions?: Record<string, number>;
  load?: Load;
  approximate?: boolean;
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

export interface RaisedHand {
  person: Actor;
  at: string;
}

export interface Receipt {
  position: number;
  duplicate: boolean;
}

export interface ReportView {
  message: MessageView;
  count: number;
  reasons: string[];
}

export interface Resumption {
  epoch: string;
  position: number;
  you: Actor;
  snapshot?: Snapshot;
  events?: RoomEvent[];
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

export interface Roster {
  people: RosterEntry[];
  next?: string;
  total: number;
  approximate?: boolean;
}

export interface RosterEntry {
  id: string;
  name: string;
  role: Role;
  since: string;
  mutedUntil?: string;
}

export interface SanctionRequest {
  kind?: SanctionKind;
  personId?: string;
  questionId?: number;
  messageId?: number;
  minutes?: number;
  removeMessages: boolean;
  reason?: string;
}

export interface SanctionTerms {
  kind: SanctionKind;
  person: Actor;
  questionId?: number;
  isAnonymous: boolean;
  until?: string;
  reason?: string;
  removesMessages: boolean;
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

export interface SimilarQuestion {
  id: number;
  text: string;
  votes: number;
}

export interface Snapshot {
  viewers: number;
  load?: Load;
  approximate?: boolean;
  status: WebinarStatus;
  revision: number;
  until?: string;
  liveSince?: string;
  streamState?: StreamState;
  settings: RoomSettings;
  messages: MessageView[];
  questions: QuestionView[];
  votedFor?: number[];
  pinned: MessageView[];
  sanctions: SanctionView[];
  reports?: ReportView[];
  polls: PollView[];
  announcements: Announcement[];
  handouts: Handout[];
  hands: RaisedHand[];
  feedback?: OwnFeedback;
  ratings?: number[];
}

export interface AnnouncementEnded {
  type: "announcementEnded";
  position: number;
  at: string;
  by?: Actor;
  announcementId: number;
}

export interface AnnouncementMade {
  type: "announcementMade";
  position: number;
  at: string;
  by?: Actor;
  text?: string;
  link?: AnnouncementLink;
  until?: string;
  announcement?: Announcement;
}

export interface AnsweringStarted {
  type: "answeringStarted";
  position: number;
  at: string;
  by?: Actor;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface AnsweringStopped {
  type: "answeringStopped";
  position: number;
  at: string;
  by?: Actor;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface FeedbackLeft {
  type: "feedbackLeft";
  position: number;
  at: string;
  by?: Actor;
  rating: number;
  comment?: string;
  ratings?: number[];
}

export interface HandLowered {
  type: "handLowered";
  position: number;
  at: string;
  by?: Actor;
  person: Actor;
}

export interface HandRaised {
  type: "handRaised";
  position: number;
  at: string;
  by?: Actor;
  person: Actor;
}

export interface HandoutAdded {
  type: "handoutAdded";
  position: number;
  at: string;
  by?: Actor;
  title?: string;
  url?: string;
  file?: HandoutFile;
  handout?: Handout;
}

export interface HandoutRemoved {
  type: "handoutRemoved";
  position: number;
  at: string;
  by?: Actor;
  handoutId: number;
}

export interface MessageEdited {
  type: "messageEdited";
  position: number;
  at: string;
  by?: Actor;
  text?: string;
  flagged?: string;
  messageId: number;
  older?: MessagePosted;
  message?: MessageView;
}

export interface MessagePinned {
  type: "messagePinned";
  position: number;
  at: string;
  by?: Actor;
  on: boolean;
  messageId: number;
  older?: MessagePosted;
  message?: MessageView;
}

export interface MessagePosted {
  type: "messagePosted";
  position: number;
  at: string;
  by?: Actor;
  clientId: string;
  text: string;
  replyTo?: number;
  mentions?: string[];
  editedAt?: string;
  removed?: RemovedBy;
  flagged?: string;
}

export interface MessageReacted {
  type: "messageReacted";
  position: number;
  at: string;
  by?: Actor;
  emoji: string;
  on: boolean;
  messageId: number;
  older?: MessagePosted;
  message?: MessageView;
}

export interface MessageRemoved {
  type: "messageRemoved";
  position: number;
  at: string;
  by?: Actor;
  who?: RemovedBy;
  messageId: number;
  older?: MessagePosted;
  message?: MessageView;
}

export interface MessageReported {
  type: "messageReported";
  position: number;
  at: string;
  by?: Actor;
  reason?: string;
  messageId: number;
  older?: MessagePosted;
  message?: MessageView;
}

export interface MessageRestored {
  type: "messageRestored";
  position: number;
  at: string;
  by?: Actor;
  messageId: number;
  older?: MessagePosted;
  message?: MessageView;
}

export interface MessagesRemoved {
  type: "messagesRemoved";
  position: number;
  at: string;
  by?: Actor;
  personId: string;
  upTo: number;
}

export interface MessagesRestored {
  type: "messagesRestored";
  position: number;
  at: string;
  by?: Actor;
  personId: string;
  messages?: MessageView[];
}

export interface PersonSanctioned {
  type: "personSanctioned";
  position: number;
  at: string;
  by?: Actor;
  terms?: SanctionTerms;
  sanction?: SanctionView;
}

export interface PollClosed {
  type: "pollClosed";
  position: number;
  at: string;
  by?: Actor;
  pollId: number;
  poll?: PollView;
}

export interface PollDiscarded {
  type: "pollDiscarded";
  position: number;
  at: string;
  by?: Actor;
  pollId: number;
}

export interface PollDrafted {
  type: "pollDrafted";
  position: number;
  at: string;
  by?: Actor;
  draft?: PollDraft;
  poll?: PollView;
  pollId: number;
}

export interface PollEdited {
  type: "pollEdited";
  position: number;
  at: string;
  by?: Actor;
  pollId: number;
  draft?: PollDraft;
  poll?: PollView;
}

export interface PollOpened {
  type: "pollOpened";
  position: number;
  at: string;
  by?: Actor;
  pollId: number;
  poll?: PollView;
}

export interface PollPublished {
  type: "pollPublished";
  position: number;
  at: string;
  by?: Actor;
  pollId: number;
  poll?: PollView;
}

export interface PollVoted {
  type: "pollVoted";
  position: number;
  at: string;
  by?: Actor;
  pollId: number;
  choices: number[];
}

export interface QuestionAnswered {
  type: "questionAnswered";
  position: number;
  at: string;
  by?: Actor;
  text?: string;
  isPrivate: boolean;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionApproved {
  type: "questionApproved";
  position: number;
  at: string;
  by?: Actor;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionAsked {
  type: "questionAsked";
  position: number;
  at: string;
  by?: Actor;
  clientId: string;
  text: string;
  anonymous: boolean;
  pending?: boolean;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionAssigned {
  type: "questionAssigned";
  position: number;
  at: string;
  by?: Actor;
  person?: Actor;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionClaimed {
  type: "questionClaimed";
  position: number;
  at: string;
  by?: Actor;
  on: boolean;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionDismissed {
  type: "questionDismissed";
  position: number;
  at: string;
  by?: Actor;
  reason?: string;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionEdited {
  type: "questionEdited";
  position: number;
  at: string;
  by?: Actor;
  text?: string;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionPinned {
  type: "questionPinned";
  position: number;
  at: string;
  by?: Actor;
  on: boolean;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionReopened {
  type: "questionReopened";
  position: number;
  at: string;
  by?: Actor;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionStarred {
  type: "questionStarred";
  position: number;
  at: string;
  by?: Actor;
  on: boolean;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionUnmerged {
  type: "questionUnmerged";
  position: number;
  at: string;
  by?: Actor;
  intoId: number;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionWithdrawn {
  type: "questionWithdrawn";
  position: number;
  at: string;
  by?: Actor;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface QuestionsMerged {
  type: "questionsMerged";
  position: number;
  at: string;
  by?: Actor;
  intoId: number;
  questionId: number;
  questions?: QuestionView[];
  gone?: number[];
  others?: number[];
}

export interface ReactionsCounted {
  type: "reactionsCounted";
  position: number;
  at: string;
  by?: Actor;
  counts: Record<string, number>;
}

export interface ReportsResolved {
  type: "reportsResolved";
  position: number;
  at: string;
  by?: Actor;
  messageId: number;
  older?: MessagePosted;
  message?: MessageView;
}

export interface RoleChanged {
  type: "roleChanged";
  position: number;
  at: string;
  by?: Actor;
  person: Actor;
}

export interface SanctionLifted {
  type: "sanctionLifted";
  position: number;
  at: string;
  by?: Actor;
  sanctionId: number;
  personId?: string;
}

export interface SettingsChanged {
  type: "settingsChanged";
  position: number;
  at: string;
  by?: Actor;
  settings: RoomSettings;
}

export interface StatusChanged {
  type: "statusChanged";
  position: number;
  at: string;
  by?: Actor;
  status: WebinarStatus;
  revision: number;
  until?: string;
}

export interface StreamChanged {
  type: "streamChanged";
  position: number;
  at: string;
  by?: Actor;
  state: StreamState;
}

export interface VoteCast {
  type: "voteCast";
  position: number;
  at: string;
  by?: Actor;
  questionId: number;
  on: boolean;
  also?: number[];
}

export type RoomEvent =
  | AnnouncementEnded
  | AnnouncementMade
  | AnsweringStarted
  | AnsweringStopped
  | FeedbackLeft
  | HandLowered
  | HandRaised
  | HandoutAdded
  | HandoutRemoved
  | MessageEdited
  | MessagePinned
  | MessagePosted
  | MessageReacted
  | MessageRemoved
  | MessageReported
  | MessageRestored
  | MessagesRemoved
  | MessagesRestored
  | PersonSanctioned
  | PollClosed
  | PollDiscarded
  | PollDrafted
  | PollEdited
  | PollOpened
  | PollPublished
  | PollVoted
  | QuestionAnswered
  | QuestionApproved
  | QuestionAsked
  | QuestionAssigned
  | QuestionClaimed
  | QuestionDismissed
  | QuestionEdited
  | QuestionPinned
  | QuestionReopened
  | QuestionStarred
  | QuestionUnmerged
  | QuestionWithdrawn
  | QuestionsMerged
  | ReactionsCounted
  | ReportsResolved
  | RoleChanged
  | SanctionLifted
  | SettingsChanged
  | StatusChanged
  | StreamChanged
  | VoteCast;

/** What the browser hears. */
export interface RoomClient {
  Frame: Frame;
  Notice: Notice;
  Pulse: Pulse;
}

/** What the browser calls. */
export interface RoomHub {
  AddLink(clientId: string, title: string, url: string): Promise<Receipt>;
  Announce(clientId: string, text: string, label?: string | null, url?: string | null, seconds?: number | null): Promise<Receipt>;
  AnswerQuestion(clientId: string, questionId: number, text: string | null, isPrivate: boolean): Promise<Receipt>;
  ApproveQuestion(clientId: string, questionId: number): Promise<Receipt>;
  AskQuestion(clientId: string, text: string, anonymous: boolean): Promise<Receipt>;
  AssignQuestion(clientId: string, questionId: number, personId?: string | null): Promise<Receipt>;
  AssignRole(clientId: string, personId: string, role: Role): Promise<Receipt>;
  Audit(before: number, limit: number): Promise<RoomEvent[]>;
  ChangeSettings(clientId: string, settings: RoomSettings): Promise<Receipt>;
  ClaimQuestion(clientId: string, questionId: number, on: boolean): Promise<Receipt>;
  ClosePoll(clientId: string, pollId: number): Promise<Receipt>;
  DeleteMessage(clientId: string, messageId: number): Promise<Receipt>;
  DiscardPoll(clientId: string, pollId: number): Promise<Receipt>;
  DismissQuestion(clientId: string, questionId: number, reason?: string | null): Promise<Receipt>;
  DraftPoll(clientId: string, question: string, options: readonly string[], multiple: boolean, hideResults: boolean): Promise<Receipt>;
  EditMessage(clientId: string, messageId: number, text: string): Promise<Receipt>;
  EditPoll(clientId: string, pollId: number, question: string, options: readonly string[], multiple: boolean, hideResults: boolean): Promise<Receipt>;
  EditQuestion(clientId: string, questionId: number, text: string): Promise<Receipt>;
  EndAnnouncement(clientId: string, announcementId: number): Promise<Receipt>;
  History(before: number, limit: number): Promise<MessageView[]>;
  LeaveFeedback(clientId: string, rating: number, comment?: string | null): Promise<Receipt>;
  LiftSanction(clientId: string, sanctionId: number): Promise<Receipt>;
  LowerHand(clientId: string, personId: string): Promise<Receipt>;
  MergeQuestions(clientId: string, questionId: number, intoId: number): Promise<Receipt>;
  OpenPoll(clientId: string, pollId: number): Promise<Receipt>;
  PinMessage(clientId: string, messageId: number, on: boolean): Promise<Receipt>;
  PinQuestion(clientId: string, questionId: number, on: boolean): Promise<Receipt>;
  PostMessage(clientId: string, text: string, replyTo?: number | null, mentions?: readonly string[] | null): Promise<Receipt>;
  PublishPoll(clientId: string, pollId: number): Promise<Receipt>;
  RaiseHand(clientId: string, on: boolean): Promise<Receipt>;
  React(reactions: Record<string, number>): Promise<void>;
  ReactToMessage(clientId: string, messageId: number, emoji: string, on: boolean): Promise<Receipt>;
  RemoveHandout(clientId: string, handoutId: number): Promise<Receipt>;
  ReopenQuestion(clientId: string, questionId: number): Promise<Receipt>;
  ReportMessage(clientId: string, messageId: number, reason?: string | null): Promise<Receipt>;
  ResolveReports(clientId: string, messageId: number): Promise<Receipt>;
  RestoreMessage(clientId: string, messageId: number): Promise<Receipt>;
  Resume(position?: number | null, epoch?: string | null): Promise<Resumption>;
  Roster(search: string | null, after: string | null, limit: number): Promise<Roster>;
  Sanction(clientId: string, sanction: SanctionRequest): Promise<Receipt>;
  SimilarQuestions(text: string): Promise<SimilarQuestion[]>;
  StarQuestion(clientId: string, questionId: number, on: boolean): Promise<Receipt>;
  StartAnswering(clientId: string, questionId: number): Promise<Receipt>;
  StopAnswering(clientId: string, questionId: number): Promise<Receipt>;
  UnmergeQuestion(clientId: string, questionId: number): Promise<Receipt>;
  Vote(clientId: string, questionId: number, on: boolean): Promise<Receipt>;
  VotePoll(clientId: string, pollId: number, choices: readonly number[]): Promise<Receipt>;
  WithdrawQuestion(clientId: string, questionId: number): Promise<Receipt>;
}
