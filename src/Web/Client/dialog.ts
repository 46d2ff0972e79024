/** Asks before what cannot be taken back. Resolves with the answer; Escape is a no. */
export function confirmed(title: string, text: string, yes: string): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  const heading = Object.assign(document.createElement("h2"), { id: "dialog-title", textContent: title });
  const body = Object.assign(document.createElement("p"), { textContent: text });
  const form = Object.assign(document.createElement("form"), { method: "dialog", className: "actions" });
  const no = Object.assign(document.createElement("button"), { className: "button quiet", value: "no", textContent: "Back", autofocus: true });
  const ok = Object.assign(document.createElement("button"), { className: "button danger", value: "yes", textContent: yes });
  form.append(no, ok);
  dialog.append(heading, body, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
