import { ApiError } from "../../api.ts";
import { backoff, soon, wait } from "./backoff.ts";
import { Place, type Step } from "./frames.ts";
import { HubLine, hubWire, type Wire } from "./hub-line.ts";
import type { Notice, Pulse, Receipt, Resumption } from "../protocol.ts";
import { RefusedError } from "./sending.ts";

export type Line = "connecting" | "open" | "reconnecting" | "refused";

export interface Listener {
  line(line: Line, reason?: string): void;
  /** Who we are comes with every answer of Resume. */
  step(step: Step, position: number, resumed?: Resumption): void;
  pulse(pulse: Pulse): void;
  notice(notice: Notice): void;
}

/** A line that held so long was a good one: its loss is the first. */
const stable = 60_000;

/** The way to one room: reconnects for ever, and after every (re)connect asks Resume for what was missed. Told to move, it has the new line before it gives up the old one. */
export class Connection {
  readonly #place = new Place();
  readonly #pulses: Pulse[] = [];
  #line: HubLine;
  #stopped = false;
  #ready = false;
  #attempt = 0;
  #hurry = () => {};
  #ended: (orderly: boolean) => void = () => {};

  constructor(
    webinarId: string,
    private readonly listener: Listener,
    private readonly wire: () => Wire = () => hubWire(webinarId),
  ) {
    this.#line = this.#draw();
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
      let atOnce = false;
      try {
        atOnce = await this.#stay();
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
      const pause = wait(atOnce && this.#attempt === 0 ? soon() : backoff(this.#attempt));
      await Promise.race([pause, new Promise<void>((resolve) => (this.#hurry = resolve))]);
    }
    removeEventListener("online", hurry);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#hurry();
    await this.#line.stop();
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

  #draw(): HubLine {
    const line = new HubLine(this.wire(), {
      frame: (frame) => this.#take(this.#place.frame(frame)),
      pulse: (pulse) => {
        // Totals may be of questions that the answer of Resume is still to bring.
        if (this.#place.resuming) this.#pulses.push(pulse);
        else this.#pulse(pulse);
      },
      notice: (notice) => {
        if (notice.code === "moving") void this.#move(line, notice.withinMilliseconds ?? 0);
        else this.listener.notice(notice);
      },
    });
    // Of those that were given up nobody asks.
    void line.closed.then((orderly) => line === this.#line && this.#ended(orderly));
    return line;
  }

  /** Until the line ends, whichever it is by then. Tells whether the next one may be tried for soon. */
  async #stay(): Promise<boolean> {
    const ended = new Promise<boolean>((resolve) => (this.#ended = resolve));
    this.#line = this.#draw();
    await this.#line.start();
    if (this.#stopped) await this.#line.stop();
    const began = Date.now();
    this.#place.leave();
    this.#line.listen();
    // A whole room that comes back at once spreads its questions a little.
    if (this.#place.position !== null) await wait(Math.random() * 400);
    await this.#resume();
    const orderly = await ended;
    return orderly || Date.now() - began > stable;
  }

  /** Nobody is to notice: until the new line is up to date, everything goes over the old one. */
  async #move(old: HubLine, within: number): Promise<void> {
    if (old.moving) return;
    old.moving = true;
    await wait(Math.random() * within);
    const isHere = () => this.#line === old && old.isOpen && this.#ready && !this.#stopped;
    for (let attempt = 0; isHere(); attempt++) {
      const next = this.#draw();
      try {
        await next.start();
        const { position, epoch } = this.#place;
        const answer = await next.invoke<Resumption>("Resume", position, epoch);
        // Our eyes may have changed meanwhile: then the old line is being asked for everything.
        if (isHere() && this.#place.position !== null && epoch === this.#place.epoch && next.isOpen) {
          this.#line = next;
          this.#resumed(answer);
          next.listen();
          return void old.retire();
        }
      } catch {
        // This node may have been asked again: the balancer has not noticed yet.
      }
      await next.stop();
      if (isHere()) await wait(backoff(attempt));
    }
  }

  async #resume(): Promise<void> {
    this.#place.leave();
    const line = this.#line;
    for (let attempt = 0; line === this.#line && line.isOpen; attempt++) {
      try {
        const answer = await line.invoke<Resumption>("Resume", this.#place.position, this.#place.epoch);
        if (line !== this.#line) return;
        this.#attempt = 0;
        this.#ready = true;
        this.listener.line("open");
        return this.#resumed(answer);
      } catch {
        // Busy, or the line broke: then the state says so.
        await wait(backoff(attempt));
      }
    }
  }

  #resumed(answer: Resumption): void {
    this.#take(this.#place.resumed(answer), answer);
    for (const pulse of this.#pulses.splice(0)) this.#pulse(pulse);
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
    const line = this.#line;
    try {
      return await line.invoke<T>(method, ...args);
    } catch (error) {
      // Its line ended before its answer came, and there is another: it goes the same way again, under the same client id.
      if (line !== this.#line && this.#ready && !(error instanceof RefusedError)) return this.#call<T>(method, ...args);
      throw error;
    }
  }
}
