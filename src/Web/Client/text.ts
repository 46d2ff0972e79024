const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What a reader calls characters: an emoji with its modifiers is one. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text.normalize("NFC"))) count++;
  return count;
}

/** Exact to 1,000, then rounded: "1.2k". */
export function rounded(count: number): string {
  if (count < 1_000) return String(count);
  const [divisor, unit] = count < 999_500 ? [1_000, "k"] : [1_000_000, "M"];
  const value = count / divisor;
  return `${value < 99.95 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)}${unit}`;
}

/** Hours only where there are any: "4:05", "1:04:05". */
export function clock(milliseconds: number): string {
  const total = Math.max(0, Math.ceil(milliseconds / 1_000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor(total / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}
