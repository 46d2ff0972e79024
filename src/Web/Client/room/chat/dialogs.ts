import { html } from "lit";
import { openDialog } from "../questions/dialog.ts";
import type { Room } from "../room.ts";

/** Asks why somebody reports a message, and reports it. `done` is called once it is saved. */
export function report(room: Room, messageId: number, name: string, done: () => void): void {
  let reason = "";
  openDialog(room, "Report this message?", (dialog) => {
    const send = () =>
      dialog.run(async () => {
        const refused = await room.act("ReportMessage", messageId, reason.trim() || null);
        if (refused === null) done();
        return refused;
      });
    return html`<form
      data-dialog="report"
      @submit=${(event: Event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>The moderators look at it. ${name} does not learn who reported it.</p>
      <div class="field">
        <label for="report-reason">What is wrong with it? <span class="optional">(may be empty)</span></label>
        <input id="report-reason" name="reason" maxlength="200" autocomplete="off" dir="auto" @input=${(event: Event) => (reason = (event.target as HTMLInputElement).value)} />
      </div>
      ${dialog.problem}
      <p class="actions">
        <button type="button" class="button quiet" @click=${dialog.close}>Back</button>
        <button type="submit" class="button danger" ?disabled=${dialog.busy}>Report</button>
      </p>
    </form>`;
  });
}
