import { html, nothing, type TemplateResult } from "lit";
import type { SimilarQuestion } from "../protocol.ts";
import { isMine, type RoomState } from "../state.ts";

/** Questions that ask what is being written: one tap votes for one of them instead. */
export function offerView(room: RoomState, similar: readonly SimilarQuestion[], choose: (id: number) => void): TemplateResult | typeof nothing {
  const shown = similar.flatMap((one) => {
    // What the room shows is newer than the answer.
    const question = room.questions.find((other) => other.id === one.id);
    if (question && question.state !== "open" && question.state !== "answering") return [];
    return [{ id: one.id, text: question?.text ?? one.text, votes: question?.votes ?? one.votes, mine: question !== undefined && isMine(room, question) }];
  });
  if (shown.length === 0) return nothing;
  return html`<div class="offers" role="group" aria-label="Similar questions">
    ${shown.map(({ id, text, votes, mine }) => html`<button type="button" class="offer" data-similar=${id} @click=${() => choose(id)}>
      <span class="offer-text" dir="auto">${text}</span>
      <span class="offer-votes">${mine ? "You voted for this already" : `${votes === 1 ? "1 person asks" : `${votes} people ask`} this – vote instead`}</span>
    </button>`)}
  </div>`;
}
