import { Connection, type Line } from "./line/connection.ts";
import type { Step } from "./line/frames.ts";
import { Pace } from "./pace.ts";
import type { Notice, Pulse, Receipt, Resumption, RoomEvent, RoomHub, WebinarStatus } from "./protocol.ts";
import { type Action, Sending } from "./line/sending.ts";
import { textOf } from "../refusals.ts";
import { applyPulse, emptyRoom, fold, fromSnapshot, prepend, react, type RoomState, vote } from "./state.ts";

/** Methods of the hub that do something for good: a client id first, a receipt back. */
type ActMethod = { [M in keyof RoomHub]: RoomHub[M] extends (clientId: string, ...args: never[]) => Promise<Receipt> ? M : never }[keyof RoomHub];
type ActArguments<M extends ActMethod> = Parameters<RoomHub[M]> extends [string, ...infer Rest] ? Rest : never;

/** What the screens of one room share: its state, the line to it, and what the person here has done. Tells of every change. */
export class Room extends EventTarget {
  state: RoomState;
  line: Line = "connecting";
  /** Refusal code, when the line is refused. */
  refusal = "";
  /** A sentence for the person, until the next one. */
  said = "";
  /** False when there is nothing older than the first message that we hold. */
  mayHaveOlder = true;
  /** Chat messages that were left out since we came, because the room was too busy. */
  omitted = 0;

  readonly sending: Sending;
  readonly #outcomes = new Map<string, (code: string | null) => void>();
  /** Too fast: when the same may be done again, in milliseconds. */
  readonly #quiet = new Map<Action["method"], number>();
  #retryAfter = 3;
  #tick?: ReturnType<typeof setInterval>;
  readonly #pace = new Pace(() => this.dispatchEvent(new Event("change")));
  readonly #connection: Connection;

  constructor(webinarId: string, status: WebinarStatus, revision: number) {
    super();
    this.state = emptyRoom(status, revision);
    this.#connection = new Connection(webinarId, {
      line: (line, reason = "") => {
        this.line = line;
        this.refusal = reason;
        this.#tell();
      },
      step: (step, position, resumed) => this.#step(step, position, resumed),
      pulse: (pulse) => this.#pulse(pulse),
      notice: (notice) => this.#notice(notice),
    });
    this.sending = new Sending(
      this.#connection.invoke,
      () => this.#connection.ready,
      () => this.#settle(),
      (action, code) => this.#refused(action, code),
    );
  }

  run(): Promise<void> {
    return this.#connection.run();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  /** Leads the webinar: stream, go live, end. */
  get isHost(): boolean {
    return this.state.you?.role === "host" || this.state.you?.role === "owner";
  }

  /** Sees and decides what is not for everybody. */
  get moderates(): boolean {
    return this.isHost || this.state.you?.role === "moderator";
  }

  /** Speaks where only hosts may, and answers questions. */
  get isPanel(): boolean {
    return this.moderates || this.state.you?.role === "panelist";
  }

  /**
   * Does something by its hub method. Resolves with null once it is saved, else with the refusal's code, of which the person has been told.
   * Messages and questions have post() and ask(): they keep what was written.
   */
  act<M extends ActMethod>(method: M, ...args: ActArguments<M>): Promise<string | null> {
    const { clientId } = this.sending.start(method, ...args);
    return new Promise((resolve) => this.#outcomes.set(clientId, resolve));
  }

  /** Asks the hub for something that is not kept in the log. @throws RefusedError */
  query<M extends Exclude<keyof RoomHub, ActMethod>>(method: M, ...args: Parameters<RoomHub[M]>): ReturnType<RoomHub[M]> {
    return this.#connection.query(method, ...args) as ReturnType<RoomHub[M]>;
  }

  /** Reads the room anew. */
  reload(): void {
    this.omitted = 0;
    this.#connection.reload();
  }

  react(messageId: number, emoji: string, on: boolean): void {
    this.state = react(this.state, messageId, emoji, on);
    this.sending.start("ReactToMessage", messageId, emoji, on);
  }

  post(text: string, replyTo: number | null, mentions: readonly string[] | null = null): void {
    this.sending.start("PostMessage", text, replyTo, mentions);
  }

  ask(text: string, anonymous: boolean): void {
    this.sending.start("AskQuestion", text, anonymous);
  }

  vote(id: number, on: boolean): void {
    this.state = vote(this.state, id, on);
    this.sending.start("Vote", id, on);
  }

  /** Without a text it was answered live. */
  answer(id: number, text: string | null, isPrivate: boolean): Action {
    return this.sending.start("AnswerQuestion", id, text, isPrivate);
  }

  async older(): Promise<void> {
    const first = this.state.messages[0]?.position;
    if (first === undefined || !this.mayHaveOlder || !this.#connection.ready) return;
    try {
      const page = await this.query("History", first, historyPage);
      this.mayHaveOlder = page.length === historyPage;
      this.state = prepend(this.state, page);
    } catch {
      // The next scroll asks again.
    }
    this.#tell();
  }

  /** Nobody reads so far back: what is older comes again by older(). Moderators hold it, their queue has the flagged ones of it. */
  letGo(): void {
    const { messages } = this.state;
    if (this.moderates || messages.length < 1.5 * heldAtEnd) return;
    this.state = { ...this.state, messages: messages.slice(-heldAtEnd) };
    this.mayHaveOlder = true;
  }

  say(text: string): void {
    this.said = text;
    this.#tell();
  }

  /** Whole seconds before this may be done again. */
  secondsUntil(method: Action["method"]): number {
    return Math.max(0, Math.ceil(((this.#quiet.get(method) ?? 0) - Date.now()) / 1_000));
  }

  /** What of this method is not yet shown by the room, oldest first. */
  waiting(method: Action["method"]): Action[] {
    return [...this.sending.actions.values()].filter((action) => action.method === method);
  }

  #step(step: Step, position: number, resumed?: Resumption): void {
    if (step.snapshot) {
      const before = this.state;
      this.state = fromSnapshot(step.snapshot, resumed!.you, before.load);
      // The page may know of a later status than a snapshot that was long on its way.
      if (before.revision > this.state.revision) this.state = { ...this.state, status: before.status, revision: before.revision, until: before.until };
      this.mayHaveOlder = step.snapshot.messages.length >= 100;
      for (const item of [...step.snapshot.messages, ...step.snapshot.questions]) this.#seen(item.clientId, item.by?.id);
    } else if (resumed) {
      this.state = { ...this.state, you: resumed.you };
    }
    this.#events(step.events);
    this.omitted += step.omitted ?? 0;
    for (const action of this.waiting("Vote")) this.state = vote(this.state, action.args[0] as number, action.args[1] as boolean);
    this.sending.shown(position);
    if (resumed) this.sending.resend();
    // What is said may wait a moment with what else is said; a webinar that begins is also begun on a page that nobody sees.
    if (!resumed && step.events.every((event) => event.type === "messagePosted")) this.#pace.soon();
    else this.#tell();
  }

  #events(events: readonly RoomEvent[]): void {
    const oldest = this.state.messages[0];
    this.state = fold(this.state, events);
    // The tail that we hold has dropped its oldest: History can bring it again.
    if (oldest && this.state.messages[0]?.position !== oldest.position) this.mayHaveOlder = true;
    for (const event of events) {
      if (event.type === "messagePosted" || event.type === "questionAsked") this.#seen(event.clientId, event.by?.id);
      if (event.type === "questionAsked" && event.by?.id !== this.state.you?.id) this.#announce("New question");
      if (event.type === "questionAnswered") this.#announce("A question was answered");
      if (event.type === "pollOpened") this.#announce("A poll is open");
      if (event.type === "announcementMade" && event.announcement) this.#announce(event.announcement.text);
      if (event.type === "roleChanged" && event.person.id === this.state.you?.id) this.#promoted(event.person.role);
      this.dispatchEvent(new CustomEvent("happened", { detail: event }));
    }
  }

  /** What we may see is another from here on. */
  #promoted(role: string): void {
    this.said = role === "attendee" ? "You are an attendee now." : `You are a ${role} now.`;
    this.#connection.reload();
  }

  /** The room shows it: its stand-in goes. */
  #seen(clientId: string | undefined, by: string | undefined): void {
    if (clientId && by === this.state.you?.id) this.sending.discard(clientId);
  }

  /** For those who do not see the list change. */
  #announce(text: string): void {
    this.dispatchEvent(new CustomEvent("announce", { detail: text }));
  }

  #pulse(pulse: Pulse): void {
    const before = this.state;
    this.state = applyPulse(before, pulse);
    if (pulse.reactions) this.dispatchEvent(new CustomEvent("reactions", { detail: pulse.reactions }));
    if (this.state !== before) this.#pace.soon();
  }

  #notice(notice: Notice): void {
    if (notice.retryAfterSeconds) this.#retryAfter = notice.retryAfterSeconds;
    if (notice.code === "streamKeyReset") this.dispatchEvent(new Event("stream-key-reset"));
    this.#tell();
  }

  /** A vote and an answer need no stand-in: their receipt is enough. */
  #settle(): void {
    for (const action of [...this.sending.actions.values()]) {
      if (action.method === "PostMessage" || action.method === "AskQuestion") continue;
      if (action.state === "saved") {
        this.sending.discard(action.clientId);
        this.#resolve(action.clientId, null);
      }
      if (action.state === "failed" && action.reason === "lost") this.#refused(action, "lost");
    }
    this.#tell();
  }

  #refused(action: Action, code: string): void {
    if (action.method === "Vote") this.state = vote(this.state, action.args[0] as number, !action.args[1]);
    if (action.method === "ReactToMessage") this.state = react(this.state, action.args[0] as number, action.args[1] as string, !action.args[2]);
    const waits = passing.has(code);
    if (waits) this.#hush(action.method);
    const keepsItself = action.method === "PostMessage" && !waits;
    if (!keepsItself) {
      this.sending.discard(action.clientId);
      this.dispatchEvent(new CustomEvent("gave-back", { detail: action }));
      const shown = waits && (action.method === "PostMessage" || action.method === "AskQuestion");
      if (!shown) this.said = textOf(code);
    }
    this.#resolve(action.clientId, code);
    this.#tell();
  }

  /** The notice with the seconds came just before the refusal. */
  #hush(method: Action["method"]): void {
    this.#quiet.set(method, Date.now() + this.#retryAfter * 1_000);
    clearInterval(this.#tick);
    this.#tick = setInterval(() => {
      if (![...this.#quiet.values()].some((end) => end > Date.now())) clearInterval(this.#tick);
      this.#tell();
    }, 500);
  }

  #resolve(clientId: string, code: string | null): void {
    this.#outcomes.get(clientId)?.(code);
    this.#outcomes.delete(clientId);
  }

  #tell(): void {
    this.#pace.now();
  }
}

const historyPage = 50;
/** Who sits at the chat's end holds so many messages at least, and half as many more before the oldest are let go. */
const heldAtEnd = 1_000;
/** After these the text goes back to where it was written, beside the seconds to wait. */
const passing = new Set(["too-fast", "slow-mode", "read-only"]);
