import { html, nothing, render, type TemplateResult } from "lit";
import { textOf } from "../../refusals.ts";
import type { Room } from "../room.ts";

export interface Dialog {
  /** Draws it again, after something in it changed. */
  redraw(): void;
  close(): void;
  /** Does it and closes; when it is refused the dialog stays with all that was entered, and says why. */
  run(work: () => Promise<string | null>): Promise<void>;
  busy: boolean;
  /** What was refused, for the foot of the dialog. */
  readonly problem: TemplateResult | typeof nothing;
}

/** Opens a dialog over the room; drawn again with every change of the room. Escape and a click beside it close it. */
export function openDialog(room: Room, title: string, draw: (dialog: Dialog) => TemplateResult): Dialog {
  const element = document.createElement("dialog");
  element.className = "dialog room-dialog";
  element.setAttribute("aria-label", title);
  let problem = "";
  const dialog: Dialog = {
    busy: false,
    get problem() {
      return problem ? html`<p class="error" role="alert">${problem}</p>` : nothing;
    },
    redraw: () => render(html`<h2>${title}</h2>${draw(dialog)}`, element),
    close: () => element.close(),
    run: async (work) => {
      if (dialog.busy) return;
      dialog.busy = true;
      problem = "";
      dialog.redraw();
      const code = await work();
      dialog.busy = false;
      if (code === null) return element.close();
      problem = textOf(code);
      dialog.redraw();
    },
  };
  const opener = document.activeElement;
  room.addEventListener("change", dialog.redraw);
  element.addEventListener("click", (event) => event.target === element && element.close());
  // What is typed here is not for the room's keys.
  element.addEventListener("keydown", (event) => event.stopPropagation());
  element.addEventListener("close", () => {
    room.removeEventListener("change", dialog.redraw);
    element.remove();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  });
  document.body.append(element);
  dialog.redraw();
  element.showModal();
  return dialog;
}
