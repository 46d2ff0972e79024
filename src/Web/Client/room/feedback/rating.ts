import type { RoomState } from "../state.ts";

export const best = 5;
/** Characters of a comment. */
export const longest = 1_000;
export const words = ["Poor", "Fair", "Good", "Very good", "Excellent"] as const;

/** It took place and is over, as far as we know. */
export function isOver({ status, settings }: RoomState): boolean {
  return settings !== null && (status === "ended" || status === "replay");
}

/** "4.3 of 5, 12 ratings"; empty while there are none. */
export function ratingsText(ratings: readonly number[] = []): string {
  const count = ratings.reduce((sum, one) => sum + one, 0);
  if (count === 0) return "";
  const average = ratings.reduce((sum, one, index) => sum + one * (index + 1), 0) / count;
  return `${average.toFixed(1)} of ${best}, ${count} ${count === 1 ? "rating" : "ratings"}`;
}

export function starsText(rating: number): string {
  return `${rating} ${rating === 1 ? "star" : "stars"}`;
}
