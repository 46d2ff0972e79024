import { post } from "../api.ts";
import { confirmed } from "../dialog.ts";

/** The host's buttons on a webinar's page: `<button data-verb="publish" data-webinar="{id}">`. */
const trouble = document.querySelector<HTMLElement>("[data-trouble]")!;

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-verb]"))
  button.addEventListener("click", () => void run(button));

async function run(button: HTMLButtonElement): Promise<void> {
  const { verb, webinar } = button.dataset;
  if (verb === "cancel" && !(await confirmed("Cancel this webinar?", "Everybody who comes to its page will see that it is cancelled.", "Cancel webinar"))) return;
  button.disabled = true;
  trouble.textContent = "";
  try {
    await post(`/api/webinars/${webinar}/${verb}`);
    location.reload();
  } catch (error) {
    trouble.textContent = (error as Error).message;
    button.disabled = false;
  }
}
