import type { RoomState } from "./state.ts";

/** How much waits for a moderator's decision. */
export function waitingFor(state: RoomState): number {
  return state.reports.length + state.questions.filter((question) => question.state === "pending").length;
}
