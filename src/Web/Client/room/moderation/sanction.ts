import { html, nothing } from "lit";
import type { Actor, SanctionKind } from "../protocol.ts";
import { openDialog } from "../questions/dialog.ts";
import type { Room } from "../room.ts";

/** Whom: one of the three. An anonymous asker is sanctioned by the question and stays unknown. */
export type Whom = { personId: string } | { messageId: number } | { questionId: number };

const minutes: readonly [number, string][] = [
  [1, "1 minute"],
  [5, "5 minutes"],
  [10, "10 minutes"],
  [30, "30 minutes"],
  [1_440, "24 hours"],
  [0, "for good"],
];

/** Asks how long and why, and mutes or bans; the same dialog wherever that begins. `done` is called once it is saved. */
export function sanction(room: Room, kind: SanctionKind, whom: Whom, person: Actor | undefined, done?: () => void): void {
  const mute = kind === "mute";
  const name = person?.name ?? "the anonymous asker";
  const wanted = { minutes: mute ? 10 : 0, removeMessages: false, reason: "" };
  openDialog(room, mute ? `Mute ${name}?` : `Ban ${name}?`, (dialog) => {
    const save = () =>
      dialog.run(async () => {
        const refused = await room.act("Sanction", { kind, ...whom, minutes: wanted.minutes || undefined, removeMessages: wanted.removeMessages, reason: wanted.reason.trim() || undefined });
        if (refused === null) done?.();
        return refused;
      });
    return html`<form
      data-dialog="sanction"
      @submit=${(event: Event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>${mute ? "They see and hear everything, but cannot write or ask." : "They leave the room at once and cannot come back until a moderator lifts it."}${person ? nothing : " Their name stays hidden."}</p>
      ${mute
        ? html`<div class="field">
            <label for="sanction-minutes">How long</label>
            <select id="sanction-minutes" name="minutes" @change=${(event: Event) => (wanted.minutes = Number((event.target as HTMLSelectElement).value))}>
              ${minutes.map(([value, text]) => html`<option value=${value} ?selected=${value === wanted.minutes}>${text}</option>`)}
            </select>
          </div>`
        : nothing}
      <div class="field">
        <label for="sanction-reason">Reason <span class="optional">(they see it; may be empty)</span></label>
        <input id="sanction-reason" name="reason" maxlength="200" autocomplete="off" dir="auto" @input=${(event: Event) => (wanted.reason = (event.target as HTMLInputElement).value)} />
      </div>
      ${person
        ? html`<label class="check"><input type="checkbox" name="removeMessages" @change=${(event: Event) => (wanted.removeMessages = (event.target as HTMLInputElement).checked)} /> Also remove their messages</label>`
        : nothing}
      ${dialog.problem}
      <p class="actions">
        <button type="button" class="button quiet" @click=${dialog.close}>Back</button>
        <button type="submit" class="button danger" ?disabled=${dialog.busy}>${mute ? "Mute" : "Ban"}</button>
      </p>
    </form>`;
  });
}
