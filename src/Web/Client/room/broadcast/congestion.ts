/** How far what waits to be sent lies behind, in seconds. */
export function behind(waitingBytes: number, bitsPerSecond: number): number {
  return (waitingBytes * 8) / bitsPerSecond;
}

/** Nobody sees the difference. */
const slowFrom = 2;
/** It would not catch up by itself: a new recording, with fewer bits, is nearer to now. */
const hopelessFrom = 8;

export function judge(seconds: number): "fine" | "slow" | "hopeless" {
  return seconds >= hopelessFrom ? "hopeless" : seconds >= slowFrom ? "slow" : "fine";
}
