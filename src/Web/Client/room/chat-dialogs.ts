import { html, nothing, render, type TemplateResult } from "lit";
import type { SanctionKind } from "./protocol.ts";

export interface SanctionWish {
  minutes?: number;
  removeMessages: boolean;
  reason?: string;
}

const mutes: [string, string][] = [["1", "1 minute"], ["5", "5 minutes"], ["10", "10 minutes"], ["30", "30 minutes"], ["1440", "24 hours"], ["", "For good"]];

/** How long, why, and whether what was said goes too. Null: the moderator thought better of it. */
export function sanctionWish(kind: SanctionKind, name: string): Promise<SanctionWish | null> {
  const mute = kind === "mute";
  return asked(
    `${mute ? "Mute" : "Ban"} ${name}?`,
    mute ? "They see and hear everything, but cannot write or ask." : "They leave the room at once and cannot come back until a moderator lifts it.",
    html`${mute
        ? html`<div class="field">
            <label for="sanction-minutes">For how long</label>
            <select id="sanction-minutes" name="minutes">
              ${mutes.map(([minutes, words]) => html`<option value=${minutes} ?selected=${minutes === "5"}>${words}</option>`)}
            </select>
          </div>`
        : nothing}
      <div class="field">
        <label for="sanction-reason">Reason <span class="optional">(optional, they see it)</span></label>
        <input id="sanction-reason" name="reason" maxlength="200" autocomplete="off" dir="auto" />
      </div>
      <label class="check"><input type="checkbox" name="removeMessages" /> Also remove their messages</label>`,
    mute ? "Mute" : "Ban",
    (form) => ({ minutes: Number(form.get("minutes")) || undefined, removeMessages: form.has("removeMessages"), reason: text(form, "reason") }),
  );
}

/** Why somebody reports a message; an empty object when they do not say. */
export function reportWish(name: string): Promise<{ reason?: string } | null> {
  return asked(
    "Report this message?",
    `The moderators look at it. ${name} does not learn who reported it.`,
    html`<div class="field">
      <label for="report-reason">What is wrong with it? <span class="optional">(optional)</span></label>
      <input id="report-reason" name="reason" maxlength="200" autocomplete="off" dir="auto" />
    </div>`,
    "Report",
    (form) => ({ reason: text(form, "reason") }),
  );
}

function text(form: FormData, name: string): string | undefined {
  return String(form.get(name) ?? "").trim() || undefined;
}

function asked<T>(title: string, words: string, fields: TemplateResult, yes: string, read: (form: FormData) => T): Promise<T | null> {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  render(
    html`<h2 id="dialog-title">${title}</h2>
      <p>${words}</p>
      <form method="dialog" class="dialog-form">
        ${fields}
        <div class="actions">
          <button type="button" class="button quiet" @click=${() => dialog.close()}>Back</button>
          <button type="submit" class="button danger" value="yes">${yes}</button>
        </div>
      </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? read(new FormData(dialog.querySelector("form")!)) : null);
    });
  });
}
