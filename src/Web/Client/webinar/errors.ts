/**
 * Shows what the API says of fields at the fields: `<p id="x" data-error-for="name">` and the inputs that are `aria-describedby` it.
 * Puts the focus on the first that is wrong; false when none is.
 */
export function showErrors(form: HTMLFormElement, errors: Record<string, string[]>): boolean {
  const byName = Object.fromEntries(Object.entries(errors).map(([name, texts]) => [name.charAt(0).toLowerCase() + name.slice(1), texts]));
  const wrong = new Set<Element>();
  for (const place of form.querySelectorAll<HTMLElement>("[data-error-for]")) {
    place.textContent = (byName[place.dataset.errorFor!] ?? []).join(" ");
    if (place.textContent && place.id) form.querySelectorAll(`[aria-describedby~="${place.id}"]`).forEach((input) => wrong.add(input));
  }
  for (const input of form.querySelectorAll("[aria-describedby]")) input.setAttribute("aria-invalid", String(wrong.has(input)));
  // Whoever mends it is not told of it any longer.
  for (const input of wrong) input.addEventListener("input", () => forget(form, input), { once: true });
  form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  return [...form.querySelectorAll("[data-error-for]")].some((place) => place.textContent);
}

function forget(form: HTMLFormElement, input: Element): void {
  for (const id of input.getAttribute("aria-describedby")!.split(" ")) {
    const place = form.querySelector<HTMLElement>(`#${CSS.escape(id)}[data-error-for]`);
    if (!place?.textContent) continue;
    place.textContent = "";
    for (const one of form.querySelectorAll(`[aria-describedby~="${id}"]`)) one.setAttribute("aria-invalid", "false");
  }
}
