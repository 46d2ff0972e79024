/** Quieter than this is silence, in decibels below the loudest. */
const floor = -60;

/** How loud it is, from 0 (silence) to 1, even steps to the ear. Samples lie between -1 and 1. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! ** 2;
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length));
  return Math.min(1, Math.max(0, 1 - decibels / floor));
}

/** Up at once, down slowly: a meter that one can read. */
export function eased(before: number, now: number): number {
  return now > before ? now : Math.max(now, before - 0.03);
}
