/** What a host has to say to all: shown as it will be read, and sent once when they say so. */
import { ApiError, call, post } from "../api.ts";
import { newClientId } from "../room/line/sending.ts";

interface Preview {
  readers: number;
  subject: string;
  text: string;
}

const form = document.querySelector<HTMLFormElement>("form[data-announce]");
if (form) watch(form);

function watch(form: HTMLFormElement): void {
  const path = `/api/webinars/${form.dataset.announce}/letters/announcements`;
  const error = form.querySelector<HTMLElement>("[data-form-error]")!;
  const outcome = form.querySelector<HTMLElement>("[data-outcome]")!;
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]")!;
  const subject = form.querySelector<HTMLInputElement>("[name=subject]")!;
  const text = form.querySelector<HTMLTextAreaElement>("[name=text]")!;

  // The same words keep their id through every retry: however often it is pressed, it is sent once.
  let id = newClientId();
  for (const field of [subject, text]) field.addEventListener("input", () => (id = newClientId()));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void preview();
  });

  async function preview(): Promise<void> {
    showErrors({});
    outcome.textContent = "";
    button.disabled = true;
    try {
      const said = { id, subject: subject.value, text: text.value };
      if (await agreed(await post<Preview>(`${path}/preview`, said))) await send(said);
    } catch (problem) {
      const errors = problem instanceof ApiError ? problem.errors : {};
      showErrors(errors);
      if (!Object.keys(errors).length) error.textContent = (problem as Error).message;
    } finally {
      button.disabled = false;
    }
  }

  async function send(said: { id: string; subject: string; text: string }): Promise<void> {
    await call("POST", path, { body: said });
    form.reset();
    id = newClientId();
    outcome.textContent = "It is on its way.";
  }

  function showErrors(errors: Record<string, string[]>): void {
    error.textContent = "";
    for (const field of [subject, text]) {
      const said = errors[field.name]?.[0] ?? "";
      form.querySelector(`[data-error-for=${field.name}]`)!.textContent = said;
      if (said) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }
}

/** Shows the letter; resolves with whether it shall be sent. */
function agreed(letter: Preview): Promise<boolean> {
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog letter-preview" });
  dialog.setAttribute("aria-labelledby", "dialog-title");
  const title = letter.readers === 0 ? "Nobody is registered yet" : `Send to ${letter.readers.toLocaleString()} ${letter.readers === 1 ? "person" : "people"}?`;
  const form = Object.assign(document.createElement("form"), { method: "dialog", className: "actions" });
  form.append(Object.assign(document.createElement("button"), { className: "button quiet", value: "no", textContent: "Back", autofocus: true }));
  if (letter.readers > 0) form.append(Object.assign(document.createElement("button"), { className: "button", value: "yes", textContent: "Send" }));
  dialog.append(
    Object.assign(document.createElement("h2"), { id: "dialog-title", textContent: title }),
    Object.assign(document.createElement("p"), { textContent: "Everybody who is registered now gets this once, but for who wants no letters. It cannot be taken back." }),
    Object.assign(document.createElement("strong"), { textContent: letter.subject }),
    Object.assign(document.createElement("pre"), { textContent: letter.text, tabIndex: 0 }),
    form,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }),
  );
}
