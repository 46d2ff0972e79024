import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { textOf } from "../../refusals.ts";
import { Panel } from "../panel.ts";
import type { RoomEvent, RoomSettings } from "../protocol.ts";
import { begin, edited, type Editing, type Field, rebased, wordsOf } from "./settings-draft.ts";

const slowModes: readonly [number, string][] = [
  [0, "off"], [3, "3 seconds"], [5, "5 seconds"], [10, "10 seconds"], [30, "30 seconds"], [60, "1 minute"], [120, "2 minutes"], [300, "5 minutes"],
];

const names: Record<Field, string> = {
  chat: "Chat",
  slowModeSeconds: "Slow mode",
  links: "Links",
  blockedWords: "Blocked words",
  flaggedWords: "Flagged words",
  questions: "Questions",
  questionApproval: "Approval",
  anonymousQuestions: "Questions without a name",
  openEarly: "Open early",
  attendeeRoster: "List of people",
  hands: "Raising hands",
};

/** How the room is run. What others change meanwhile shows; what is being edited here stays until it is saved or dropped. */
@customElement("room-settings")
export class RoomSettingsForm extends Panel {
  @state() private editing: Editing | null = null;
  /** The words as they are written, with blank lines and all. */
  @state() private texts: { blockedWords?: string; flaggedWords?: string } = {};
  @state() private told = "";
  @state() private problem = "";
  @state() private saving = false;

  protected override entered(): void {
    this.room.addEventListener("happened", (event) => {
      const { type, by } = (event as CustomEvent<RoomEvent>).detail;
      if (type === "settingsChanged" && by?.id !== this.room.state.you?.id) this.told = `${by?.name ?? "Somebody"} changed the settings just now.`;
    });
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { settings } = this.room.state;
    if (!settings) return;
    if (!this.editing) this.editing = begin(settings);
    else if (this.editing.base !== settings) {
      this.editing = rebased(this.editing, settings);
      const still = new Set<string>(edited(this.editing));
      this.texts = Object.fromEntries(Object.entries(this.texts).filter(([field]) => still.has(field)));
    }
  }

  override render(): TemplateResult {
    if (!this.editing) return html`<p class="more loading">Reading …</p>`;
    const dirty = edited(this.editing).length > 0;
    return html`<form class="settings" data-settings @submit=${this.#save}>
      <div class="scroll">
        ${this.told ? html`<p class="told" role="status">${this.told}${this.editing.clashes.length > 0 ? ` Yours differ: ${this.editing.clashes.map((field) => names[field]).join(", ")}. Saving replaces theirs.` : ""}</p>` : nothing}
        <fieldset>
          <legend>Chat</legend>
          ${this.#choice("chat", "Who writes", [["everyone", "everyone"], ["hosts", "only the hosts"], ["off", "nobody, the chat is closed"]])}
          ${this.#choice("slowModeSeconds", "Slow mode", slowModes, "Time between two messages of one attendee.")}
          ${this.#choice("links", "Links", [["everyone", "from everyone"], ["hosts", "only from the hosts"]])}
          ${this.#words("blockedWords", "Messages and questions with one of these are refused.")}
          ${this.#words("flaggedWords", "Messages with one of these come to your queue.")}
        </fieldset>
        <fieldset>
          <legend>Questions</legend>
          ${this.#choice("questions", "Asking", [["on", "open"], ["off", "closed"]])}
          ${this.#check("questionApproval", "A moderator approves each question first")}
          ${this.#check("anonymousQuestions", "Attendees may ask without their name")}
        </fieldset>
        <fieldset>
          <legend>Room</legend>
          ${this.#check("openEarly", "Chat and questions are open before it starts")}
          ${this.#check("attendeeRoster", "Attendees see who is here")}
          ${this.#check("hands", "Attendees may raise their hand")}
        </fieldset>
      </div>
      <div class="save">
        ${this.problem ? html`<p class="error" role="alert">${this.problem}</p>` : nothing}
        <p class="actions">
          <button type="submit" class="button small" ?disabled=${!dirty || this.saving}>${this.saving ? "Saving …" : "Save"}</button>
          ${dirty ? html`<button type="button" class="button small quiet" @click=${this.#drop}>Undo changes</button>` : html`<span class="hint">All is saved.</span>`}
        </p>
      </div>
    </form>`;
  }

  #choice<F extends "chat" | "slowModeSeconds" | "links" | "questions">(field: F, label: string, options: readonly (readonly [RoomSettings[F], string])[], hint = ""): TemplateResult {
    const value = this.editing!.draft[field];
    // What the server has may be none of ours: then it stands in the list too.
    const all = options.some(([one]) => one === value) ? options : [...options, [value, String(value)] as const];
    const choose = (event: Event) => this.#set(field, all[(event.target as HTMLSelectElement).selectedIndex]![0]);
    return html`<div class="setting" data-edited=${this.#isEdited(field)}>
      <label for=${`setting-${field}`}>${label}</label>
      <select id=${`setting-${field}`} name=${field} aria-describedby=${hint ? `hint-${field}` : nothing} @change=${choose}>
        ${all.map(([one, text]) => html`<option .selected=${one === value}>${text}</option>`)}
      </select>
      ${hint ? html`<p class="hint" id=${`hint-${field}`}>${hint}</p>` : nothing}
    </div>`;
  }

  #check(field: "questionApproval" | "anonymousQuestions" | "openEarly" | "attendeeRoster" | "hands", label: string): TemplateResult {
    return html`<label class="setting-check" data-edited=${this.#isEdited(field)}>
      <input type="checkbox" name=${field} .checked=${this.editing!.draft[field]} @change=${(event: Event) => this.#set(field, (event.target as HTMLInputElement).checked)} />
      <span>${label}</span>
    </label>`;
  }

  #words(field: "blockedWords" | "flaggedWords", hint: string): TemplateResult {
    const words = this.editing!.draft[field] ?? [];
    const write = (event: Event) => {
      const text = (event.target as HTMLTextAreaElement).value;
      this.texts = { ...this.texts, [field]: text };
      this.#set(field, wordsOf(text));
    };
    return html`<div class="setting wide" data-edited=${this.#isEdited(field)}>
      <label for=${`setting-${field}`}>${names[field]} ${words.length > 0 ? html`<span class="optional">${words.length}</span>` : nothing}</label>
      <textarea id=${`setting-${field}`} name=${field} rows="3" dir="auto" spellcheck="false" placeholder="One per line" aria-describedby=${`hint-${field}`} .value=${this.texts[field] ?? words.join("\n")} @input=${write}></textarea>
      <p class="hint" id=${`hint-${field}`}>${hint}</p>
    </div>`;
  }

  #isEdited(field: Field): string | typeof nothing {
    return edited(this.editing!).includes(field) ? "yes" : nothing;
  }

  #set<F extends Field>(field: F, value: RoomSettings[F]): void {
    this.editing = { ...this.editing!, draft: { ...this.editing!.draft, [field]: value } };
    this.problem = "";
  }

  #drop = (): void => {
    this.editing = begin(this.editing!.base);
    this.texts = {};
    this.told = "";
    this.problem = "";
  };

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft } = this.editing!;
    if (this.saving || edited(this.editing!).length === 0) return;
    this.saving = true;
    this.problem = "";
    const code = await this.room.act("ChangeSettings", draft);
    this.saving = false;
    if (code !== null) {
      this.problem = textOf(code, "These settings were refused. Please look at the words and numbers.");
      return;
    }
    // What was typed while it was being saved is still an edit.
    this.editing = rebased({ base: draft, draft: this.editing!.draft, clashes: [] }, draft);
    this.texts = {};
    this.told = "";
  };
}
