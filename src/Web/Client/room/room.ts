import { Connection, type Line } from "./connection.ts";
import type { Step } from "./frames.ts";
import type { Notice, Pulse, Resumed, RoomEvent, Status } from "./protocol.ts";
import { type Action, Sending } from "./sending.ts";
import { apply, applyPulse, emptyRoom, fromSnapshot, prepend, type RoomState, vote } from "./state.ts";
import { textOf } from "../refusals.ts";

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

  readonly sending: Sending;
  /** Too fast: when the same may be done again, in milliseconds. */
  readonly #quiet = new Map<Action["method"], number>();
  #retryAfter = 3;
  #tick?: ReturnType<typeof setInterval>;
  readonly #connection: Connection;

  constructor(webinarId: string, status: Status, revision: number) {
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

  get isHost(): boolean {
    return this.state.you?.role === "host";
  }

  post(text: string, replyTo: number | null): void {
    this.sending.start("PostMessage", text, replyTo);
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
      const page = await this.#connection.history(first, historyPage);
      this.mayHaveOlder = page.length === historyPage;
      this.state = prepend(this.state, page);
    } catch {
      // The next scroll asks again.
    }
    this.#tell();
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

  #step(step: Step, position: number, resumed?: Resumed): void {
    if (step.snapshot) {
      const before = this.state;
      this.state = fromSnapshot(step.snapshot, resumed!.you);
      // The page may know of a later status than a snapshot that was long on its way.
      if (before.revision > this.state.revision) this.state = { ...this.state, status: before.status, revision: before.revision, until: before.until };
      this.mayHaveOlder = step.snapshot.messages.length >= 100;
      for (const item of [...step.snapshot.messages, ...step.snapshot.questions]) this.#seen(item.clientId, item.by?.id);
    } else if (resumed) {
      this.state = { ...this.state, you: resumed.you };
    }
    for (const event of step.events) this.#event(event);
    for (const action of this.waiting("Vote")) this.state = vote(this.state, action.args[0] as number, action.args[1] as boolean);
    this.sending.shown(position);
    if (resumed) this.sending.resend();
    this.#tell();
  }

  #event(event: RoomEvent): void {
    const oldest = this.state.messages[0];
    this.state = apply(this.state, event);
    // The tail that we hold has dropped its oldest: History can bring it again.
    if (oldest && this.state.messages[0] !== oldest) this.mayHaveOlder = true;
    if (event.type === "messagePosted" || event.type === "questionAsked") this.#seen(event.clientId, event.by?.id);
    if (event.type === "questionAsked" && event.by?.id !== this.state.you?.id) this.#announce("New question");
    if (event.type === "questionAnswered") this.#announce("A question was answered");
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
    if (this.state !== before) this.#tell();
  }

  #notice(notice: Notice): void {
    if (notice.code === "too-fast") this.#retryAfter = notice.retryAfterSeconds;
    if (notice.code === "voted") this.state = { ...this.state, questions: this.state.questions.map((q) => (q.id === notice.questionId ? { ...q, mine: notice.on } : q)) };
    if (notice.code === "streamKeyReset") this.dispatchEvent(new Event("stream-key-reset"));
    this.#tell();
  }

  /** A vote and an answer need no stand-in: their receipt is enough. */
  #settle(): void {
    for (const action of [...this.sending.actions.values()]) {
      if (action.method === "PostMessage" || action.method === "AskQuestion") continue;
      if (action.state === "saved") this.sending.discard(action.clientId);
      if (action.state === "failed" && action.reason === "lost") this.#refused(action, "lost");
    }
    this.#tell();
  }

  #refused(action: Action, code: string): void {
    if (action.method === "Vote") this.state = vote(this.state, action.args[0] as number, !action.args[1]);
    if (code === "too-fast") this.#hush(action.method);
    const keepsItself = action.method === "PostMessage" && code !== "too-fast";
    if (!keepsItself) {
      this.sending.discard(action.clientId);
      this.dispatchEvent(new CustomEvent("gave-back", { detail: action }));
      if (code !== "too-fast" || action.method === "Vote") this.said = textOf(code);
    }
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

  #tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}

const historyPage = 50;
