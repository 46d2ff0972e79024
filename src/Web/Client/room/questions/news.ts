import type { RoomEvent } from "../protocol.ts";
import type { RoomState } from "../state.ts";

/** What is said aloud of a change to the questions, politely; null when it concerns nobody here. The room itself tells of new ones and of answers. */
export function newsOf(event: RoomEvent, room: RoomState): string | null {
  if (!("questionId" in event) || event.questionId === undefined) return null;
  const question = room.questions.find((one) => one.id === event.questionId);
  if (event.type === "answeringStarted" && question) return `Being answered now: ${question.text}`;
  if (event.type === "questionPinned" && question?.pinned) return `Pinned: ${question.text}`;
  if (!question?.by || question.by.id !== room.you?.id || event.by?.id === room.you.id) return null;
  switch (event.type) {
    case "questionApproved":
      return "Your question is in the list now";
    case "questionDismissed":
      return question.reason ? `Your question was dismissed: ${question.reason}` : "Your question was dismissed";
    case "questionReopened":
      return "Your question is open again";
    case "questionsMerged":
      return "Your question was merged into another one";
    case "questionAnswered":
      return event.text ? "Your question was answered in writing" : "Your question was answered";
    default:
      return null;
  }
}
