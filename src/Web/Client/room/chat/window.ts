/** Which rows of a long list stand in the page. Pure: pixels and keys in, pixels and indexes out. Keys only grow from row to row. */

/** The row at the upper edge of what is seen, and how far the edge is below that row's top, in pixels. */
export interface Anchor {
  key: number;
  offset: number;
}

/** Rows `first` to before `last`. */
export interface Span {
  first: number;
  last: number;
}

/** Where each of `count` rows begins, and at the end where the last one ends. */
export function topsOf(count: number, heightOf: (index: number) => number): Float64Array {
  const tops = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) tops[i + 1] = tops[i]! + heightOf(i);
  return tops;
}

/** The rows that cover `height` pixels from `y` on, and `spare` pixels above and below. */
export function spanOf(tops: Float64Array, y: number, height: number, spare: number): Span {
  const count = tops.length - 1;
  if (count === 0) return { first: 0, last: 0 };
  return { first: rowAt(tops, y - spare), last: rowAt(tops, y + height + spare) + 1 };
}

export function anchorAt(tops: Float64Array, y: number, keyOf: (index: number) => number): Anchor {
  const row = rowAt(tops, y);
  return { key: keyOf(row), offset: y - tops[row]! };
}

/** Where the anchor stands now; when its row is gone, the next one takes its place. */
export function placeOf(anchor: Anchor, tops: Float64Array, keyOf: (index: number) => number): number {
  const count = tops.length - 1;
  if (count === 0) return 0;
  const row = indexFrom(count, keyOf, anchor.key);
  return row === count ? tops[count]! : tops[row]! + (keyOf(row) === anchor.key ? anchor.offset : 0);
}

/** Index of the first row whose key is at least this; `count` when there is none. */
export function indexFrom(count: number, keyOf: (index: number) => number, key: number): number {
  let low = 0;
  for (let high = count; low < high; ) {
    const middle = (low + high) >> 1;
    if (keyOf(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row in which the pixel `y` lies; the first or the last one for what lies beyond. */
function rowAt(tops: Float64Array, y: number): number {
  const count = tops.length - 1;
  let low = 0;
  for (let high = count; low < high; ) {
    const middle = (low + high) >> 1;
    if (tops[middle + 1]! <= y) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, count - 1);
}
