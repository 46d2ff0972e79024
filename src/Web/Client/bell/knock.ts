import Knock from "@knocklabs/client";
import { get } from "../api.ts";
import { lifeOf, type Pass } from "./pass.ts";

/** A timer may not run longer than this. */
const longest = 2 ** 31 - 1;

const readPass = (): Promise<Pass> => get<Pass>("/api/notifications/pass");

/** Signed in at the vendor as the person of this page; stays so, whatever sleeps in between. */
export class Line {
  readonly knock: Knock;
  readonly feedId: string;
  #pass: Pass;
  #renewing: Promise<void> | undefined;
  #timer = 0;

  private constructor(pass: Pass) {
    this.#pass = pass;
    this.feedId = pass.feed;
    this.knock = new Knock(pass.publicKey, { host: pass.host });
    this.#enter();
  }

  static async open(): Promise<Line> {
    return new Line(await readPass());
  }

  /** The client renews by a timer alone, and gives up when that fails once; so we look ourselves, whenever something is asked. */
  async ready(): Promise<void> {
    if (lifeOf(this.#pass, Date.now()) === 0) await this.renew();
  }

  /** With a new pass; several who ask at once share it. */
  renew(): Promise<void> {
    return (this.#renewing ??= readPass()
      .then((pass) => {
        this.#pass = pass;
        this.#enter();
      })
      .finally(() => (this.#renewing = undefined)));
  }

  #enter(): void {
    this.knock.authenticate({ id: this.#pass.userId }, this.#pass.token, { identificationStrategy: "skip" });
    clearTimeout(this.#timer);
    // The socket opens with the pass: it must be a good one before it is needed.
    this.#timer = window.setTimeout(() => void this.ready().catch(() => undefined), Math.min(lifeOf(this.#pass, Date.now()) + 1, longest));
  }
}
