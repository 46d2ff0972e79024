import { get, post } from "../api.ts";

/** The operator's buttons: `<button data-resend="{key}">`, and one for all of the page. */
const trouble = document.querySelector<HTMLElement>("[data-trouble]")!;
const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-resend]")];
const all = document.querySelector<HTMLButtonElement>("button[data-resend-all]");
const patience = 10;

for (const button of buttons) button.addEventListener("click", () => void run([button]));
all?.addEventListener("click", () => void run(buttons));

async function run(chosen: HTMLButtonElement[]): Promise<void> {
  for (const button of [...buttons, ...(all ? [all] : [])]) button.disabled = true;
  trouble.textContent = "";
  try {
    const keys: string[] = [];
    for (const button of chosen) keys.push((await post<{ key: string }>(`${path(button.dataset["resend"]!)}/revive`)).key);
    for (let second = 0; second < patience && (await waits(keys)); second++) await new Promise((resolve) => setTimeout(resolve, 1000));
    // The page says what became of them.
    location.reload();
  } catch (error) {
    trouble.textContent = (error as Error).message;
    for (const button of [...buttons, ...(all ? [all] : [])]) button.disabled = false;
  }
}

async function waits(keys: string[]): Promise<boolean> {
  const found = await Promise.all(keys.map((key) => get<{ state: string; problem?: string }>(path(key))));
  return found.some((one) => one.state === "underway" && !one.problem);
}

function path(key: string): string {
  return `/api/admin/deliveries/${encodeURIComponent(key)}`;
}
