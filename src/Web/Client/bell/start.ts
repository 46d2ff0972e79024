import { signedIn } from "../page.ts";

/** Brings the bell when the page has nothing better to do: it is much code, and nobody waits for it. */
export function startBell(): void {
  if (!signedIn || !document.querySelector("notice-bell")) return;
  const begin = () => void import("./bell.ts");
  // Safari has no requestIdleCallback.
  if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: 3_000 });
  else setTimeout(begin, 1_000);
}
