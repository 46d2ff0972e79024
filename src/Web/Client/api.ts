import { sessionToken } from "./account/session.ts";
import { textOf } from "./refusals.ts";

/** What the API said instead of what was asked for. `code` is a refusal (docs/refusals.md) or `unreachable`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: Record<string, string[]> = {},
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  /** Asking again would give the same answer. */
  get final(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 408, 409, 425, 429].includes(this.status);
  }
}

interface Options {
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer<T> {
  value: T;
  etag: string | null;
}

/** Calls our API as the person that is signed in: with Clerk's token, or with our cookie while Clerk is out of reach. */
export async function call<T>(method: string, path: string, { body, headers }: Options = {}): Promise<Answer<T>> {
  const token = await sessionToken();
  const sent = new Headers(headers);
  if (token) sent.set("Authorization", `Bearer ${token}`);
  if (body !== undefined) sent.set("Content-Type", "application/json");
  let response: Response;
  try {
    response = await fetch(path, { method, headers: sent, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new ApiError(0, "unreachable", textOf("unreachable"));
  }
  const text = await response.text();
  const value = text && /json/.test(response.headers.get("Content-Type") ?? "") ? JSON.parse(text) : undefined;
  if (response.ok) return { value: value as T, etag: response.headers.get("ETag") };
  const code = value?.code ?? String(response.status);
  const seconds = value?.retryAfterSeconds ?? (Number(response.headers.get("Retry-After")) || undefined);
  throw new ApiError(response.status, code, textOf(code, value?.detail ?? value?.title), value?.errors, seconds);
}

export const get = async <T>(path: string): Promise<T> => (await call<T>("GET", path)).value;
export const post = async <T>(path: string, body?: unknown): Promise<T> => (await call<T>("POST", path, { body })).value;
