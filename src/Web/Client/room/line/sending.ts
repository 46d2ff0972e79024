import type { Receipt } from "../protocol.ts";

/** Something that a person did here and that the room has not shown yet. The same `clientId` is kept through every retry. */
export interface Action {
  clientId: string;
  method: string;
  /** What follows `clientId` in the call. */
  args: readonly unknown[];
  state: "pending" | "saved" | "failed";
  /** Why it failed: a refusal's code, or `lost` when no answer came. */
  reason?: string;
  /** Of the receipt. */
  position?: number;
}

export type Invoke = (method: string, clientId: string, ...args: readonly unknown[]) => Promise<Receipt>;

/** Thrown by Invoke for an expected "no". */
export class RefusedError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

const answerWithin = 15_000;
/** These say "not now": the same call may be made again. */
const again = new Set(["busy", "lost"]);

/**
 * Sends what people do and remembers it until the room shows it. When the connection breaks, what has no answer stays pending
 * and goes out again with the same client id: the server gives the first receipt again, so nothing is doubled.
 */
export class Sending {
  readonly actions = new Map<string, Action>();
  #inFlight = new Set<string>();

  constructor(
    private readonly invoke: Invoke,
    private readonly connected: () => boolean,
    private readonly changed: () => void,
    private readonly refused: (action: Action, code: string) => void,
    private readonly within = answerWithin,
  ) {}

  start(method: Action["method"], ...args: readonly unknown[]): Action {
    const action: Action = { clientId: newClientId(), method, args, state: "pending" };
    this.#put(action);
    void this.#send(action);
    return action;
  }

  retry(clientId: string): void {
    const action = this.actions.get(clientId);
    if (action?.state !== "failed") return;
    void this.#send(this.#put({ ...action, state: "pending", reason: undefined }));
  }

  discard(clientId: string): void {
    if (this.actions.delete(clientId)) this.changed();
  }

  /** After a reconnect, when the room is up to date again. */
  resend(): void {
    for (const action of this.actions.values()) if (action.state === "pending") void this.#send(action);
  }

  /** The room shows everything up to `position`: what was saved before that needs no stand-in any more. */
  shown(position: number): void {
    for (const action of this.actions.values())
      if (action.position !== undefined && action.position <= position) this.discard(action.clientId);
  }

  canRetry(action: Action): boolean {
    return again.has(action.reason ?? "");
  }

  async #send(action: Action): Promise<void> {
    if (!this.connected() || this.#inFlight.has(action.clientId)) return;
    this.#inFlight.add(action.clientId);
    try {
      const receipt = await limited(this.invoke(action.method, action.clientId, ...action.args), this.within);
      if (this.actions.has(action.clientId)) this.#put({ ...action, state: "saved", position: receipt.position });
    } catch (error) {
      this.#failed(action, error);
    } finally {
      this.#inFlight.delete(action.clientId);
    }
  }

  #failed(action: Action, error: unknown): void {
    // Shown by a frame meanwhile, or taken back: there is nothing left to fail.
    if (!this.actions.has(action.clientId)) return;
    if (error instanceof RefusedError) {
      this.#put({ ...action, state: "failed", reason: error.code });
      this.refused(action, error.code);
    } else if (this.connected()) {
      this.#put({ ...action, state: "failed", reason: "lost" });
    }
    // Without a connection it stays pending, until resend.
  }

  #put(action: Action): Action {
    this.actions.set(action.clientId, action);
    this.changed();
    return action;
  }
}

function limited<T>(promise: Promise<T>, within: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), within);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export function newClientId(): string {
  // randomUUID exists only in secure contexts, and a first look at a self-hosted server is often plain http in a LAN.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
