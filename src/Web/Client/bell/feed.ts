import type { Feed as KnockFeed, FeedItem } from "@knocklabs/client";
import { backoff } from "../room/line/backoff.ts";
import type { Line } from "./knock.ts";

const page = 20;

/** As many as the vendor gives at once. */
const largest = 50;

export interface Notice {
  id: string;
  at: string;
  read: boolean;
  workflow: string;
  data: Record<string, unknown>;
}

/** Somebody's notices, newest first, as they are now. Fires `change`; and `arrived` with what is new. */
export class Feed extends EventTarget {
  readonly #line: Line;
  readonly #feed: KnockFeed;
  readonly #items = new Map<string, FeedItem>();
  #known: Set<string> | undefined;
  #stale = false;
  #reading = false;
  #failures = 0;
  #heard: unknown;
  #joined = false;

  constructor(line: Line) {
    super();
    this.#line = line;
    this.#feed = line.knock.feeds.initialize(line.feedId, { page_size: page, archived: "exclude", __experimentalCrossBrowserUpdates: true });
    this.#feed.store.subscribe(() => this.#changed());
    // Neither the network's return nor the page's brings what came meanwhile.
    window.addEventListener("online", () => this.refresh());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
    this.#feed.listenForUpdates();
    this.refresh();
  }

  get notices(): Notice[] {
    return this.#feed.store.getState().items.map(noticeOf);
  }

  get unread(): number {
    return this.#feed.store.getState().metadata.unread_count;
  }

  /** Nothing was read yet: an empty list means nothing. */
  get loading(): boolean {
    return this.#known === undefined;
  }

  /** What is new is heard of at once. */
  get joined(): boolean {
    return this.#joined;
  }

  get failed(): boolean {
    return this.#failures > 0;
  }

  get hasMore(): boolean {
    return this.#feed.store.getState().pageInfo.after !== null;
  }

  more(): void {
    void this.#feed.fetchNextPage();
  }

  seen(): void {
    if (this.#feed.store.getState().metadata.unseen_count > 0) void this.#done(this.#feed.markAllAsSeen());
  }

  read(id: string): Promise<void> {
    const item = this.#items.get(id);
    return item && !item.read_at ? this.#done(this.#feed.markAsRead(item)) : Promise.resolve();
  }

  readAll(): Promise<void> {
    return this.#done(this.#feed.markAllAsRead());
  }

  archive(id: string): Promise<void> {
    const item = this.#items.get(id);
    return item ? this.#done(this.#feed.markAsArchived(item)) : Promise.resolve();
  }

  /** Reads it again, after whatever is being read now: that may be older than the reason to look. */
  refresh(): void {
    this.#stale = true;
    void this.#read();
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const answer = await this.#fetch();
        if (answer === undefined) {
          // The client reads by itself at the moment; when it is done (#changed), it is our turn.
          this.#stale = true;
          return;
        }
        this.#failures = answer ? 0 : this.#failures + 1;
        if (!answer) this.#later();
      }
    } finally {
      this.#reading = false;
      this.#changed();
    }
  }

  /** Undefined: it was not asked. */
  async #fetch(): Promise<boolean | undefined> {
    try {
      await this.#line.ready();
      this.#listen();
      // As many as are shown already: nobody's list gets shorter while they read it.
      const answer = await this.#feed.fetch({ page_size: Math.min(Math.max(this.#items.size, page), largest) });
      if (answer?.status === "error" && refused(answer.data)) await this.#line.renew();
      return answer && answer.status === "ok";
    } catch {
      return false; // No pass: offline, or signed out.
    }
  }

  #later(): void {
    window.setTimeout(() => document.visibilityState === "visible" && this.refresh(), backoff(this.#failures));
  }

  /** A socket that has joined, for the first time or again, may have missed something; of what is new it says only that it is there. */
  #listen(): void {
    const socket = this.#line.knock.client().socket;
    if (!socket || socket === this.#heard) return;
    this.#heard = socket;
    socket.onMessage((message) => {
      const { topic, event } = message as { topic: string; event: string };
      if (!topic.startsWith("feeds:") || (event !== "phx_reply" && event !== "new-message")) return;
      this.#joined = true;
      this.refresh();
    });
    socket.onClose(() => {
      this.#joined = false;
    });
  }

  /** What was shown at once, and then did not happen, is put right. */
  async #done(answer: Promise<unknown>): Promise<void> {
    try {
      await answer;
    } catch {
      this.refresh();
    }
  }

  #changed(): void {
    const { items, loading, networkStatus } = this.#feed.store.getState();
    this.#items.clear();
    for (const item of items) this.#items.set(item.id, item);
    if (!loading && networkStatus === "ready" && this.#failures === 0) this.#tellNew(items);
    if (this.#stale && !loading && networkStatus !== "fetchMore") queueMicrotask(() => void this.#read());
    this.dispatchEvent(new Event("change"));
  }

  #tellNew(items: FeedItem[]): void {
    const known = this.#known;
    if (!known && this.#reading) return;
    this.#known = new Set([...(known ?? []), ...items.map((item) => item.id)]);
    const newest = items[0];
    if (known && newest && !known.has(newest.id) && !newest.read_at) this.dispatchEvent(new CustomEvent<Notice>("arrived", { detail: noticeOf(newest) }));
  }
}

function noticeOf(item: FeedItem): Notice {
  return { id: item.id, at: item.inserted_at, read: item.read_at !== null, workflow: item.source.key, data: item.data ?? {} };
}

function refused(error: unknown): boolean {
  const status = (error as { response?: { status?: number } } | undefined)?.response?.status;
  return status === 401 || status === 403;
}
