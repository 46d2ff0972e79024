import { html, nothing } from "lit";
import type { Actor } from "../protocol.ts";
import { openDialog } from "./dialog.ts";
import { roleName, team } from "./people.ts";
import type { Room } from "../room.ts";
import type { Question } from "../state.ts";

/** Gives a question to somebody of the team. Who has not spoken yet is found through the roster. */
export function assignQuestion(room: Room, question: Question): void {
  let search = "";
  let present: readonly Actor[] = [];
  const dialog = openDialog(room, "Who takes this question?", (dialog) => {
    const known = new Map([...present, ...team(room.state)].map((person) => [person.id, person]));
    const wanted = search.trim().toLowerCase();
    const people = [...known.values()].filter((person) => person.name.toLowerCase().includes(wanted)).sort((a, b) => a.name.localeCompare(b.name));
    const give = (id: string | null) => void dialog.run(() => room.act("AssignQuestion", question.id, id));
    return html`<div data-dialog="assign">
      <label class="hidden" for="assign-search">Search the team</label>
      <input id="assign-search" name="search" type="search" autocomplete="off" placeholder="Search the team" .value=${search} @input=${(event: Event) => void look((event.target as HTMLInputElement).value)} />
      <div class="choices">
        ${people.map((person) => html`<button type="button" class="choice" aria-pressed=${question.assignee?.id === person.id} ?disabled=${dialog.busy} @click=${() => give(person.id)}>
          <span dir="auto">${person.id === room.state.you?.id ? `${person.name} (you)` : person.name}</span> <span class="badge">${roleName(person.role)}</span>
        </button>`)}
        ${people.length === 0 ? html`<p class="none">Nobody of the team has this name.</p>` : nothing}
      </div>
      ${dialog.problem}
      <p class="actions">
        ${question.assignee ? html`<button type="button" class="button quiet" ?disabled=${dialog.busy} @click=${() => give(null)}>Nobody</button>` : nothing}
        <button type="button" class="button quiet" @click=${dialog.close}>Back</button>
      </p>
    </div>`;
  });
  const look = async (text: string): Promise<void> => {
    search = text;
    dialog.redraw();
    const roster = await room.query("Roster", text.trim() || null, null, 100).catch(() => null);
    if (!roster || search !== text) return;
    present = roster.people.filter((person) => person.role !== "attendee");
    dialog.redraw();
  };
  void look("");
}
