import { backoff, wait } from "../line/backoff.ts";
import { behind, judge } from "./congestion.ts";
import { audioBits, fewer } from "./formats.ts";
import { mayHelp } from "./problems.ts";

export type UplinkState = "connecting" | "sending" | "reconnecting" | "stopped";

/** A recording that lasted so long went well: the next lost connection is a new one. */
const wentWell = 5_000;
const piece = 250;
const longestGoodbye = 2_000;

/** Sends one recording after another until it is told to stop: after a lost connection a new socket takes a new recording, for only that has a header. */
export class Uplink extends EventTarget {
  state: UplinkState = "connecting";
  /** Why it is not sending, by the server's word; empty: the connection. */
  code = "";
  /** What is recorded comes faster than it can be sent. */
  slow = false;
  #bits: number;
  #held = false;
  #stopping = false;
  #again = false;
  #end: (atOnce: boolean) => void = () => {};
  #hurry = () => {};

  constructor(
    private readonly webinarId: string,
    private readonly mime: string,
    bits: number,
    private readonly tracks: () => MediaStreamTrack[],
  ) {
    super();
    this.#bits = bits;
  }

  /** Until stop(), or until the server says no for good. */
  async run(): Promise<void> {
    const hurry = () => this.#hurry();
    addEventListener("online", hurry);
    for (let attempt = 0; !this.#stopping; attempt++) {
      const began = Date.now();
      this.#again = false;
      const code = await this.#record();
      if (this.#stopping || !mayHelp(code)) {
        this.code = code;
        break;
      }
      this.#become("reconnecting", this.#again ? "" : code);
      if (Date.now() - began > wentWell) attempt = 0;
      if (!this.#again) await Promise.race([wait(backoff(attempt)), new Promise<void>((resolve) => (this.#hurry = resolve))]);
    }
    removeEventListener("online", hurry);
    this.#become("stopped", this.#stopping ? "" : this.code);
  }

  /** Begins a new recording: another picture is to be sent. */
  restart(bits = this.#bits): void {
    this.#bits = bits;
    this.#again = true;
    // What waits to be sent would be sent before a goodbye; the server lets the new one take over.
    this.#end(true);
  }

  stop(): void {
    this.#stopping = true;
    this.#hurry();
    this.#end(false);
  }

  /** One socket, one recording. Resolves with the server's last word. */
  #record(): Promise<string> {
    return new Promise((resolve) => {
      const socket = this.#open();
      const recorder = new MediaRecorder(new MediaStream(this.tracks()), {
        mimeType: this.mime,
        videoBitsPerSecond: this.#bits,
        audioBitsPerSecond: audioBits,
        // A player may begin only there. Not yet in TypeScript's types.
        ...{ videoKeyFrameIntervalDuration: 1_000 },
      });
      let code = "";
      const watch = setInterval(() => this.#look(socket), 500);
      const finish = () => {
        clearInterval(watch);
        recorder.ondataavailable = recorder.onstop = recorder.onerror = null;
        if (recorder.state !== "inactive") recorder.stop();
        socket.onclose = socket.onmessage = null;
        socket.close(1000);
        resolve(code);
      };
      this.#end = (atOnce) => {
        if (atOnce || recorder.state === "inactive") finish();
        else {
          recorder.stop();
          setTimeout(finish, longestGoodbye);
        }
      };
      this.#held = false;
      recorder.ondataavailable = ({ data }) => {
        if (data.size > 0 && socket.readyState === WebSocket.OPEN) socket.send(data);
      };
      // What it still held has come before.
      recorder.onstop = () => socket.close(1000);
      recorder.onerror = finish;
      socket.onopen = () => socket.send(JSON.stringify({ type: "hello", mime: this.mime }));
      socket.onmessage = ({ data }) => {
        const said = JSON.parse(data as string) as { type: string; code?: string; on?: boolean };
        if (said.type === "ready") {
          recorder.start(piece);
          this.#become("sending", "");
        } else if (said.type === "slow") this.#held = said.on === true;
        else if (said.type === "moving") void this.#move(socket);
        else if (said.type === "problem") code = said.code ?? "";
      };
      socket.onclose = () => {
        if (code === "too-fast" || code === "too-large") this.#bits = fewer(this.#bits);
        finish();
      };
    });
  }

  #open(): WebSocket {
    return new WebSocket(`${location.origin.replace("http", "ws")}/api/webinars/${encodeURIComponent(this.webinarId)}/broadcast`);
  }

  /** The server goes. Everybody sees a gap, so it is made only once another server answers. */
  async #move(from: WebSocket): Promise<void> {
    for (let attempt = 0; from.readyState === WebSocket.OPEN; attempt++) {
      if (await answers(this.#open())) {
        if (from.readyState === WebSocket.OPEN) this.restart();
        return;
      }
      await wait(backoff(attempt));
    }
  }

  #look(socket: WebSocket): void {
    const how = judge(behind(socket.bufferedAmount, this.#bits));
    if (how === "hopeless") return this.restart(fewer(this.#bits));
    const slow = this.#held || how !== "fine";
    if (slow !== this.slow) {
      this.slow = slow;
      this.dispatchEvent(new Event("change"));
    }
  }

  #become(state: UplinkState, code: string): void {
    this.slow &&= state === "sending";
    [this.state, this.code] = [state, code];
    this.dispatchEvent(new Event("change"));
  }
}

function answers(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.onopen = () => {
      socket.close(1000);
      resolve(true);
    };
    socket.onerror = () => resolve(false);
  });
}
