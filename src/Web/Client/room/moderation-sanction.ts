import { html, nothing } from "lit";
import type { Actor, SanctionKind } from "./protocol.ts";
import { openDialog } from "./questions-dialog.ts";
import type { Room } from "./room.ts";

/** Whom: one of the three. An anonymous asker is sanctioned by the question and stays unknown. */
export type Whom = { personId: string } | { messageId: number } | { questionId: number };

export const minutes: readonly [number, string][] = [
  [1, "1 minute"],
  [5, "5 minutes"],
  [10, "10 minutes"],
  [30, "30 minutes"],
  [1_440, "24 hours"],
  [0, "for good"],
];

/** Asks how long and why, and mutes or bans. */
export function sanction(room: Room, kind: SanctionKind, whom: Whom, person: Actor | undefined): void {
  const name = person?.name ?? "the anonymous asker";
  const wanted = { kind, minutes: kind === "mute" ? 10 : 0, removeMessages: false, reason: "" };
  openDialog(room, kind === "mute" ? `Mute ${name}?` : `Ban ${name}?`, (dialog) => {
    const save = () => dialog.run(() => room.act("Sanction", { kind, ...whom, minutes: wanted.minutes || undefined, removeMessages: wanted.removeMessages, reason: wanted.reason.trim() || undefined }));
    return html`<form
      data-dialog="sanction"
      @submit=${(event: Event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>${kind === "mute" ? "They can read along and vote, but neither write nor ask." : "They leave the room at once and cannot come back."}${person ? nothing : " Their name stays hidden."}</p>
      <div class="field">
        <label for="sanction-minutes">How long</label>
        <select id="sanction-minutes" name="minutes" @change=${(event: Event) => (wanted.minutes = Number((event.target as HTMLSelectElement).value))}>
          ${minutes.map(([value, text]) => html`<option value=${value} ?selected=${value === wanted.minutes}>${text}</option>`)}
        </select>
      </div>
      <label class="check"><input type="checkbox" name="removeMessages" @change=${(event: Event) => (wanted.removeMessages = (event.target as HTMLInputElement).checked)} /> Remove all that they have written in the chat</label>
      <div class="field">
        <label for="sanction-reason">Reason <span class="optional">(they see it; may be empty)</span></label>
        <input id="sanction-reason" name="reason" maxlength="200" @input=${(event: Event) => (wanted.reason = (event.target as HTMLInputElement).value)} />
      </div>
      ${dialog.problem}
      <p class="actions">
        <button type="button" class="button quiet" @click=${dialog.close}>Back</button>
        <button type="submit" class="button danger" ?disabled=${dialog.busy}>${kind === "mute" ? "Mute" : "Ban"}</button>
      </p>
    </form>`;
  });
}
