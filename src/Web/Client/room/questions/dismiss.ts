import { html } from "lit";
import { openDialog } from "./dialog.ts";
import type { Room } from "../room.ts";
import type { Question } from "../state.ts";
import { textView } from "../text-view.ts";

const reasons = ["It was answered already", "Not about today's topic", "Please ask our support", "Not suitable here", "There is no time left for it"];

/** Asks for a reason, which the asker sees, and dismisses the question. */
export function dismissQuestion(room: Room, question: Question): void {
  let reason = "";
  openDialog(room, "Dismiss this question?", (dialog) => {
    const write = (text: string) => {
      reason = text;
      dialog.redraw();
    };
    return html`<form
      data-dialog="dismiss"
      @submit=${(event: Event) => {
        event.preventDefault();
        void dialog.run(() => room.act("DismissQuestion", question.id, reason.trim() || null));
      }}
    >
      <blockquote class="said-text" dir="auto">${textView(question.text)}</blockquote>
      <div class="reasons" role="group" aria-label="Ready-made reasons">
        ${reasons.map((one) => html`<button type="button" class="chip" aria-pressed=${reason === one} @click=${() => write(reason === one ? "" : one)}>${one}</button>`)}
      </div>
      <div class="field">
        <label for="dismiss-reason">Reason <span class="optional">(the asker sees it; may be empty)</span></label>
        <textarea id="dismiss-reason" name="reason" rows="2" maxlength="200" .value=${reason} @input=${(event: Event) => write((event.target as HTMLTextAreaElement).value)}></textarea>
      </div>
      ${dialog.problem}
      <p class="actions">
        <button type="button" class="button quiet" @click=${dialog.close}>Back</button>
        <button type="submit" class="button danger" autofocus ?disabled=${dialog.busy}>Dismiss</button>
      </p>
    </form>`;
  });
}
