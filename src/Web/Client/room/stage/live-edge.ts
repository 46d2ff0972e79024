/** What of a player tells how far behind the room it is; times in seconds. */
export interface Playhead {
  currentTime: number;
  paused: boolean;
  seekable: TimeRanges;
  /** Not before this is still live; not a number until that is known. */
  liveEdgeStart?: number;
}

/** So much is the play of buffers, nobody would call it behind. */
const slack = 5;

/** Where live is now, for who has fallen behind it by pausing or by a slow line; null for who is there. */
export function liveAhead({ currentTime, paused, seekable, liveEdgeStart = NaN }: Playhead): number | null {
  if (seekable.length === 0) return null;
  const end = seekable.end(seekable.length - 1);
  // Where the player does not say where live begins, three segments of the usual length are a good guess.
  const start = Number.isFinite(liveEdgeStart) ? liveEdgeStart : end - 15;
  if (!Number.isFinite(end) || currentTime >= start - (paused ? 0 : slack)) return null;
  return Number.isFinite(liveEdgeStart) ? liveEdgeStart : end - 6;
}
