/** What the vendor's client needs to show somebody their own notices (GET /api/notifications/pass). */
export interface Pass {
  host: string;
  publicKey: string;
  feed: string;
  userId: string;
  token: string;
  expiresAt: string;
}

/** Renewed so long before its end that a clock which is a little wrong does no harm. */
const early = 60_000;

/** Milliseconds for which it can still be used; 0 when it needs another. */
export const lifeOf = (pass: Pass, now: number): number => Math.max(0, Date.parse(pass.expiresAt) - early - now);
