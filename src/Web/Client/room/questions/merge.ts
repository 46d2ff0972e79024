import { html, nothing, type TemplateResult } from "lit";
import { likenessTo, targets } from "./alike.ts";
import { openDialog } from "./dialog.ts";
import type { Room } from "../room.ts";
import type { Question } from "../state.ts";
import { textView } from "../text-view.ts";

/** More are found by the search. */
const most = 30;

/** Lets a moderator choose the question that this one joins, those that ask alike first. */
export function mergeQuestion(room: Room, question: Question): void {
  let search = "";
  let into = 0;
  const like = likenessTo(question.text);
  openDialog(room, "Merge into …", (dialog) => {
    const found = targets(room.state.questions, question, search, like);
    const target = found.find((one) => one.id === into);
    return html`<form
      data-dialog="merge"
      @submit=${(event: Event) => {
        event.preventDefault();
        if (target) void dialog.run(() => room.act("MergeQuestions", question.id, target.id));
      }}
    >
      <blockquote class="said-text" dir="auto">${textView(question.text)}</blockquote>
      <label class="hidden" for="merge-search">Search questions</label>
      <input
        id="merge-search"
        name="search"
        type="search"
        autocomplete="off"
        placeholder="Search questions"
        .value=${search}
        @input=${(event: Event) => {
          search = (event.target as HTMLInputElement).value;
          dialog.redraw();
        }}
      />
      <div class="choices" role="radiogroup" aria-label="Questions to merge into">
        ${found.slice(0, most).map((one) => choice(one, one.id === into, like(one.text) > 0.4, () => {
          into = one.id;
          dialog.redraw();
        }))}
        ${found.length === 0 ? html`<p class="none">${search ? "No open question has these words." : "There is no other open question."}</p>` : nothing}
        ${found.length > most ? html`<p class="none">${found.length - most} more. Search to find them.</p>` : nothing}
      </div>
      <p class="hint" role="status">${target ? "The marked text stays. Who asked this one has asked that one too, and everybody’s vote counts once." : "Choose the question whose text stays."}</p>
      ${dialog.problem}
      <p class="actions">
        <button type="button" class="button quiet" @click=${dialog.close}>Back</button>
        <button type="submit" class="button" ?disabled=${!target || dialog.busy}>Merge</button>
      </p>
    </form>`;
  });
}

function choice(question: Question, chosen: boolean, alike: boolean, choose: () => void): TemplateResult {
  return html`<label class="choice">
    <input type="radio" name="into" value=${question.id} .checked=${chosen} @change=${choose} />
    <span>
      <span class="choice-text" dir="auto">${question.text}</span>
      <span class="hint">${question.votes} ${question.votes === 1 ? "vote" : "votes"}${question.state === "pending" ? " · waits for approval" : ""}${alike ? html` · <strong>asks alike</strong>` : nothing}</span>
    </span>
  </label>`;
}
