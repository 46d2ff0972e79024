import type { Frame, Resumption, RoomEvent, Snapshot } from "../protocol.ts";

/** What to do with what came in: fold a snapshot and events, in this order; then ask Resume if there is a gap. */
export interface Step {
  snapshot?: Snapshot;
  events: RoomEvent[];
  resume: boolean;
  /** Chat messages that the server left out, because the room is too busy. */
  omitted?: number;
}

/**
 * Keeps our place in the log. A frame that begins where we stand is applied, one that begins later means that we missed
 * something, one that we hold already is ignored. While a Resume is on its way frames wait for its answer.
 */
export class Place {
  epoch: string | null = null;
  position: number | null = null;
  #resuming = false;
  #waiting: Frame[] = [];

  get resuming(): boolean {
    return this.#resuming;
  }

  /** Call before asking Resume. */
  leave(): void {
    this.#resuming = true;
  }

  /** The connection is gone: an answer will not come, and frames that waited for it are covered by the next Resume. */
  lost(): void {
    this.#resuming = false;
    this.#waiting = [];
  }

  /** Our place means nothing any more: the next Resume gives a snapshot. */
  forget(): void {
    this.position = null;
    this.#waiting = [];
  }

  frame(frame: Frame): Step {
    if (this.#resuming) {
      this.#waiting.push(frame);
      return nothing;
    }
    return this.#take(frame);
  }

  /** `head` of a pulse: whoever holds less has missed a frame. */
  head(head: number): Step {
    return { events: [], resume: !this.#resuming && this.position !== null && head > this.position };
  }

  resumed(answer: Resumption): Step {
    this.#resuming = false;
    const step: Step = { snapshot: answer.snapshot, events: [], resume: false };
    const sameLog = answer.epoch === this.epoch && this.position !== null;
    const held = !answer.snapshot && sameLog ? this.position! : -1;
    if (!answer.snapshot) step.events.push(...(answer.events ?? []).filter((event) => event.position > held));
    this.epoch = answer.epoch;
    // Over another line we may have heard more meanwhile; a snapshot takes us to where it is.
    this.position = Math.max(held, answer.position);

    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) {
      // A frame of the log before this one tells nothing about this one.
      if (frame.epoch !== this.epoch) continue;
      const next = this.#take(frame);
      step.events.push(...next.events);
      step.resume ||= next.resume;
      if (next.omitted) step.omitted = (step.omitted ?? 0) + next.omitted;
    }
    return step;
  }

  #take({ epoch, from, to, events, omitted }: Frame): Step {
    if (this.position === null || epoch !== this.epoch) return { events: [], resume: true };
    if (to <= this.position) return nothing;
    if (from > this.position) return { events: [], resume: true };
    const held = this.position;
    this.position = to;
    return { events: events.filter((event) => event.position > held), resume: false, ...(omitted && { omitted }) };
  }
}

const nothing: Step = { events: [], resume: false };
