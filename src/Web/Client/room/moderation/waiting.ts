import type { MessageView } from "../protocol.ts";
import type { Question, RoomState } from "../state.ts";

/** Something that waits for a moderator. Questions and messages are of one log: `id` is unique among both. */
export type Waiting =
  | { kind: "question"; id: number; at: string; question: Question }
  | { kind: "message"; id: number; at: string; message: MessageView; /** How many reported it; 0: it was only flagged. */ reports: number; reasons: readonly string[] };

/** Questions that wait for approval, reported messages, flagged messages; newest first. */
export function queue(room: RoomState): Waiting[] {
  const questions = room.questions.filter((question) => question.state === "pending").map((question): Waiting => ({ kind: "question", id: question.id, at: question.at, question }));
  const reported = new Map(room.reports.filter(({ message }) => !message.removed).map((report) => [report.message.position, report]));
  const messages = new Map([...reported.values()].map(({ message }) => [message.position, message]));
  for (const message of room.messages) if (message.flagged && !message.removed) messages.set(message.position, message);
  const looked = [...messages.values()].map((message): Waiting => {
    const report = reported.get(message.position);
    return { kind: "message", id: message.position, at: message.at, message, reports: report?.count ?? 0, reasons: report?.reasons ?? [] };
  });
  return [...questions, ...looked].sort((a, b) => b.id - a.id);
}

/** For the badge. */
export function waitingFor(room: RoomState): number {
  return queue(room).length;
}
