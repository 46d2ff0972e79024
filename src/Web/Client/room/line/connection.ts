import { type HubConnection, HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { ApiError, post } from "../../api.ts";
import { backoff, wait } from "./backoff.ts";
import { Place, type Step } from "./frames.ts";
import type { Frame, Notice, Pulse, Receipt, Resumption } from "../protocol.ts";
import { RefusedError } from "./sending.ts";

export type Line = "connecting" | "open" | "reconnecting" | "refused";

export interface Listener {
  line(line: Line, reason?: string): void;
  /** Who we are comes with every answer of Resume. */
  step(step: Step, position: number, resumed?: Resumption): void;
  pulse(pulse: Pulse): void;
  notice(notice: Notice): void;
}

/** One line to one room: reconnects for ever, and after every (re)connect asks Resume for what was missed. */
export class Connection {
  readonly #hub: HubConnection;
  readonly #place = new Place();
  readonly #pulses: Pulse[] = [];
  #stopped = false;
  #ready = false;
  #attempt = 0;
  #hurry = () => {};
  #closed = () => {};

  constructor(
    private readonly webinarId: string,
    private readonly listener: Listener,
  ) {
    this.#hub = new HubConnectionBuilder()
      .withUrl(`/hub?webinarId=${encodeURIComponent(webinarId)}`, {
        skipNegotiation: true,
        transport: HttpTransportType.WebSockets,
        // A ticket is good for one connection; SignalR asks for it at every start.
        accessTokenFactory: async () => (await post<{ ticket: string }>(`/api/webinars/${this.webinarId}/ticket`)).ticket,
      })
      .configureLogging(LogLevel.None)
      .build();
    this.#hub.on("Frame", (frame: Frame) => this.#take(this.#place.frame(frame)));
    this.#hub.on("Pulse", (pulse: Pulse) => {
      // Totals may be of questions that the answer of Resume is still to bring.
      if (this.#place.resuming) this.#pulses.push(pulse);
      else this.#pulse(pulse);
    });
    this.#hub.on("Notice", (notice: Notice) => this.listener.notice(notice));
    this.#hub.onclose(() => this.#closed());
  }

  /** Connected and up to date: what is sent now is answered. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Runs until stop(). */
  async run(): Promise<void> {
    const hurry = () => this.#hurry();
    addEventListener("online", hurry);
    for (; !this.#stopped; this.#attempt++) {
      this.listener.line(this.#place.position === null ? "connecting" : "reconnecting");
      try {
        await this.#stay();
      } catch (error) {
        if (error instanceof ApiError && error.final) {
          this.listener.line("refused", error.code);
          break;
        }
      }
      this.#ready = false;
      this.#place.lost();
      if (this.#stopped) break;
      this.listener.line("reconnecting");
      await Promise.race([wait(backoff(this.#attempt)), new Promise<void>((resolve) => (this.#hurry = resolve))]);
    }
    removeEventListener("online", hurry);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#hurry();
    await this.#hub.stop();
  }

  /** @throws RefusedError for an expected "no"; any other error means that no answer came. */
  invoke = async (method: string, ...args: readonly unknown[]): Promise<Receipt> => this.#call<Receipt>(method, ...args);

  /** Asks for something that changes nothing. */
  query = async <T>(method: string, ...args: readonly unknown[]): Promise<T> => this.#call<T>(method, ...args);

  /** Reads the room anew, as if for the first time: our eyes have changed. */
  reload(): void {
    this.#place.forget();
    void this.#resume();
  }

  async #stay(): Promise<void> {
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.#hub.start();
    this.#place.leave();
    // A whole room that comes back at once spreads its questions a little.
    if (this.#place.position !== null) await wait(Math.random() * 400);
    await this.#resume();
    await closed;
  }

  async #resume(): Promise<void> {
    this.#place.leave();
    for (let attempt = 0; this.#hub.state === "Connected"; attempt++) {
      try {
        const answer = await this.#call<Resumption>("Resume", this.#place.position, this.#place.epoch);
        this.#attempt = 0;
        this.#ready = true;
        const step = this.#place.resumed(answer);
        this.listener.line("open");
        this.#take(step, answer);
        for (const pulse of this.#pulses.splice(0)) this.#pulse(pulse);
        return;
      } catch {
        // Busy, or the line broke: then the state says so.
        await wait(backoff(attempt));
      }
    }
  }

  #pulse(pulse: Pulse): void {
    this.listener.pulse(pulse);
    this.#take(this.#place.head(pulse.head));
  }

  #take(step: Step, resumed?: Resumption): void {
    if (step.snapshot || step.events.length > 0 || resumed) this.listener.step(step, this.#place.position!, resumed);
    if (step.resume) void this.#resume();
  }

  async #call<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    try {
      return await this.#hub.invoke<T>(method, ...args);
    } catch (error) {
      // SignalR wraps the server's word in a sentence of its own.
      const code = /HubException: ([a-z][a-z-]*)$/.exec(error instanceof Error ? error.message : "")?.[1];
      throw code ? new RefusedError(code) : error;
    }
  }
}
