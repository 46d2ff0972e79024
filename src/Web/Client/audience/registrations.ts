/** The host's list: lets people in, turns them away, cancels for them; one or all that are chosen. */
import { call } from "../api.ts";
import { confirmed } from "../dialog.ts";
import { watchInvitations } from "./invite.ts";

type Decision = "approve" | "decline" | "cancel";

const list = document.querySelector<HTMLElement>("[data-registrations]");
const form = document.querySelector<HTMLFormElement>("form[data-invite]");
if (list) watchList(list);
if (form) watchInvitations(form);

function watchList(list: HTMLElement): void {
  const webinar = list.dataset.registrations!;
  const bulk = document.querySelector<HTMLElement>("[data-bulk]")!;
  const trouble = document.querySelector<HTMLElement>("[data-trouble]")!;
  const all = bulk.querySelector<HTMLInputElement>("[data-all]")!;
  const boxes = [...list.querySelectorAll<HTMLInputElement>("[data-choose]:not(:disabled)")];
  const idOf = (element: Element) => element.closest<HTMLElement>("[data-registration]")!.dataset.registration!;
  bulk.hidden = boxes.length === 0;
  showChosen();

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    showChosen();
  });
  list.addEventListener("change", showChosen);
  bulk.addEventListener("click", (event) => {
    const decision = (event.target as Element).closest<HTMLElement>("[data-decide-all]")?.dataset.decideAll as Decision | undefined;
    if (decision) void decide(decision, chosen().map(idOf));
  });
  list.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-decide]");
    if (button) void one(button, button.dataset.decide as Decision);
  });

  function chosen(): HTMLInputElement[] {
    return boxes.filter((box) => box.checked);
  }

  function showChosen(): void {
    const count = chosen().length;
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    bulk.querySelector("[data-chosen]")!.textContent = count ? `${count} chosen` : "";
    for (const button of bulk.querySelectorAll<HTMLButtonElement>("button")) button.disabled = count === 0;
  }

  async function one(button: HTMLElement, decision: Decision): Promise<void> {
    if (decision === "cancel" && !(await confirmed("Cancel this registration?", `${button.dataset.name} loses the seat, and whoever waits longest gets it. They come back only when you let them in.`, "Cancel registration"))) return;
    await decide(decision, [idOf(button)]);
  }

  /** One after the other: what was done stays done when one fails. */
  async function decide(decision: Decision, ids: string[]): Promise<void> {
    trouble.textContent = "";
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-decide], [data-decide-all]")) button.disabled = true;
    try {
      for (const id of ids) {
        const path = `/api/webinars/${webinar}/registrations/${id}`;
        await (decision === "cancel" ? call("DELETE", path) : call("POST", `${path}/${decision}`));
      }
      location.reload();
    } catch (error) {
      trouble.textContent = (error as Error).message;
      for (const button of list.querySelectorAll<HTMLButtonElement>("[data-decide]")) button.disabled = false;
      showChosen();
    }
  }
}
