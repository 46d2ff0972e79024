import { type HubConnection, HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { post } from "../../api.ts";
import type { Frame, Notice, Pulse } from "../protocol.ts";
import { RefusedError } from "./sending.ts";

/** What of a SignalR connection a line needs. */
export type Wire = Pick<HubConnection, "on" | "onclose" | "start" | "stop" | "invoke">;

export interface Hears {
  frame(frame: Frame): void;
  pulse(pulse: Pulse): void;
  notice(notice: Notice): void;
}

/** For answers that are still to come over a line that was given up. */
const lastAnswers = 5_000;

/** One connection, from its start to its end. What it hears is kept until listen(). */
export class HubLine {
  /** When it ends: whether the server said goodbye. */
  readonly closed: Promise<boolean>;
  isOpen = false;
  /** Told to move already. */
  moving = false;
  #asked = 0;
  #idle = () => {};
  #kept: (() => void)[] | null = [];
  #hears = true;

  constructor(
    private readonly wire: Wire,
    hears: Hears,
  ) {
    const hear = (act: () => void): void => {
      if (!this.#hears) return;
      if (this.#kept) this.#kept.push(act);
      else act();
    };
    wire.on("Frame", (frame: Frame) => hear(() => hears.frame(frame)));
    wire.on("Pulse", (pulse: Pulse) => hear(() => hears.pulse(pulse)));
    wire.on("Notice", (notice: Notice) => hear(() => hears.notice(notice)));
    this.closed = new Promise((resolve) =>
      wire.onclose((error) => {
        this.isOpen = false;
        resolve(!error);
      }),
    );
  }

  async start(): Promise<void> {
    await this.wire.start();
    this.isOpen = true;
  }

  /** What was kept, and from now on everything at once. */
  listen(): void {
    const kept = this.#kept ?? [];
    this.#kept = null;
    for (const act of kept) act();
  }

  async invoke<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    this.#asked++;
    try {
      return await this.wire.invoke<T>(method, ...args);
    } catch (error) {
      // SignalR wraps the server's word in a sentence of its own.
      const code = /HubException: ([a-z][a-z-]*)$/.exec(error instanceof Error ? error.message : "")?.[1];
      throw code ? new RefusedError(code) : error;
    } finally {
      if (--this.#asked === 0) this.#idle();
    }
  }

  /** Another line has taken over: nothing is heard of this one any more, but what was asked over it is answered first. */
  async retire(): Promise<void> {
    this.#hears = false;
    if (this.#asked > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
        setTimeout(resolve, lastAnswers);
      });
    }
    await this.stop();
  }

  async stop(): Promise<void> {
    this.#hears = false;
    await this.wire.stop();
  }
}

/** A wire to the hub, through whichever node takes it. */
export function hubWire(webinarId: string): Wire {
  return new HubConnectionBuilder()
    .withUrl(`/hub?webinarId=${encodeURIComponent(webinarId)}`, {
      skipNegotiation: true,
      transport: HttpTransportType.WebSockets,
      // A ticket is good for one connection; SignalR asks for it at every start.
      accessTokenFactory: async () => (await post<{ ticket: string }>(`/api/webinars/${webinarId}/ticket`)).ticket,
    })
    .configureLogging(LogLevel.None)
    .build();
}
