import { ApiError, call, post } from "../api.ts";
import { confirmed } from "../dialog.ts";
import { textOf } from "../refusals.ts";
import { ownZone } from "../zones.ts";
import { showErrors } from "./errors.ts";

/** On a webinar's page: registers, and takes it back. What a guest gives is answered alike, whatever is known of the address. */
const box = document.querySelector<HTMLElement>("[data-registration]")!;
const path = `/api/webinars/${box.dataset.registration}/registrations`;
const form = box.querySelector<HTMLFormElement>("form[data-register]");
const sent = box.querySelector<HTMLElement>("[data-sent]");
const trouble = box.querySelector<HTMLElement>("[data-form-error]")!;
const unfold = box.querySelector<HTMLButtonElement>("[data-unfold]");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void register(form);
});
unfold?.addEventListener("click", () => {
  unfold.hidden = true;
  form!.hidden = false;
  form!.querySelector<HTMLElement>("input")!.focus();
});
box.querySelector("[data-again]")?.addEventListener("click", () => {
  sent!.hidden = true;
  form!.hidden = false;
  form!.querySelector<HTMLElement>("input[name=email]")!.focus();
});
box.querySelector<HTMLButtonElement>("[data-leave]")?.addEventListener("click", (event) => void leave(event.currentTarget as HTMLButtonElement));

async function register(from: HTMLFormElement): Promise<void> {
  const values = [...new FormData(from)].map(([name, value]) => [name, String(value)] as const);
  const value = (name: string) => values.find(([one]) => one === name)?.[1];
  const answers = Object.fromEntries(values.filter(([name]) => name.startsWith("answers.")).map(([name, answer]) => [name.slice("answers.".length), answer]));
  const email = value("email")?.trim();
  if (showErrors(from, { ...(value("name")?.trim() === "" ? { name: ["What is your name?"] } : {}), ...(email === "" ? { email: ["Where may we write to?"] } : {}) })) return;
  const button = from.querySelector<HTMLButtonElement>("button[type=submit]")!;
  button.disabled = true;
  trouble.textContent = "";
  try {
    await post(path, { email, name: value("name"), answers, timeZone: ownZone() });
    if (email === undefined) return again();
    sent!.querySelector("[data-sent-to]")!.textContent = email;
    from.hidden = true;
    sent!.hidden = false;
    sent!.focus();
  } catch (error) {
    const { errors = {}, message, code } = error as ApiError;
    if (!showErrors(from, errors)) trouble.textContent = code === "invalid" ? textOf("", Object.values(errors).flat()[0]) : message;
  }
  button.disabled = false;
}

async function leave(button: HTMLButtonElement): Promise<void> {
  if (!(await confirmed(`${button.textContent}?`, "Your place goes to whoever is next. You can register again, as long as there are seats.", button.textContent!))) return;
  button.disabled = true;
  try {
    await call("DELETE", `${path}/mine`);
    again();
  } catch (error) {
    trouble.textContent = (error as Error).message;
    button.disabled = false;
  }
}

/** How it stands now says the server; why one was sent here is no matter any more. */
function again(): void {
  history.replaceState(null, "", location.pathname);
  location.reload();
}
