import { setting, signedIn } from "../page.ts";
import { loadClerk, type Clerk } from "./clerk.ts";

/**
 * Two sessions stand side by side: Clerk's in the browser (its 60-second tokens go to the API) and our HttpOnly cookie (for
 * pages that the server renders). This file keeps them in step: whichever says something else, Clerk's is the truth.
 */

const exchangedKey = "webinars.session";
const healedKey = "webinars.healed";

/** Clerk's cookies that scripts may read; only a hint that loading clerk-js is worth it. */
function looksSignedIn(): boolean {
  return /(?:^|; )(?:__session|__client_uat)[^=]*=(?!0?(?:;|$))/.test(document.cookie);
}

/** A fresh token for the API; null when nobody is signed in or Clerk is out of reach (our cookie speaks then). */
export async function sessionToken(): Promise<string | null> {
  if (!signedIn && !looksSignedIn()) return null;
  try {
    return (await (await loadClerk()).session?.getToken()) ?? null;
  } catch {
    return null;
  }
}

/** Gives our cookie for Clerk's session. */
export async function exchange(clerk: Clerk): Promise<boolean> {
  const session = clerk.session;
  const token = await session?.getToken();
  if (!session || !token) return false;
  const response = await fetch("/auth/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  if (response.ok) localStorage.setItem(exchangedKey, session.id);
  return response.ok;
}

export async function signOut(): Promise<void> {
  localStorage.removeItem(exchangedKey);
  await fetch("/auth/session", { method: "DELETE" }).catch(() => undefined);
  try {
    await (await loadClerk()).signOut({ redirectUrl: "/" });
  } finally {
    location.assign("/");
  }
}

/** On every page but those of signing in: brings the two sessions in step, at most one reload in half a minute. */
export async function keepInStep(): Promise<void> {
  watchOtherTabs();
  if (!signedIn && !looksSignedIn()) return;
  let clerk: Clerk;
  try {
    clerk = await loadClerk();
  } catch {
    return; // Clerk is out of reach: our cookie keeps its word.
  }
  if (clerk.status === "degraded" || clerk.status === "error") return;

  if (clerk.session) {
    const samePerson = clerk.user?.primaryEmailAddress?.emailAddress.toLowerCase() === setting("email").toLowerCase();
    const sameSession = localStorage.getItem(exchangedKey) === clerk.session.id;
    if ((!signedIn || !sameSession || !samePerson) && (await exchange(clerk)) && (!signedIn || !samePerson)) reloadOnce();
  } else if (signedIn) {
    await leave();
  }
  let last = clerk.session?.id;
  clerk.addListener(({ session }) => {
    // Signed out in another tab, or revoked. Undefined means that Clerk is between two states.
    if (session === null && last) void leave();
    last = session?.id ?? last;
  });
}

async function leave(): Promise<void> {
  localStorage.removeItem(exchangedKey);
  await fetch("/auth/session", { method: "DELETE" }).catch(() => undefined);
  reloadOnce();
}

/** Signing in does not reach tabs that stand open already, so they look when somebody comes back to them. */
function watchOtherTabs(): void {
  const before = localStorage.getItem(exchangedKey);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !signedIn && localStorage.getItem(exchangedKey) !== before) reloadOnce();
  });
}

function reloadOnce(): void {
  const last = Number(sessionStorage.getItem(healedKey));
  if (Date.now() - last < 30_000) return;
  sessionStorage.setItem(healedKey, String(Date.now()));
  location.reload();
}
