/** Milliseconds to wait before try `attempt` (0, 1, 2 …): 0.5 s doubling to 15 s, jittered, so that a full room does not come back at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const most = Math.min(15_000, 500 * 2 ** Math.min(attempt, 5) * (attempt > 0 ? 1 : 0) + 1_000);
  return 500 + random() * (most - 500);
}

/** After an orderly goodbye, or the first loss of a line that held: there is somebody to answer, most likely. */
export function soon(random: () => number = Math.random): number {
  return random() * 500;
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
