import { signedIn } from "../page.ts";
import { returnTo } from "../return-to.ts";
import { type Clerk, loadClerk } from "./clerk.ts";
import { exchange, signOut } from "./session.ts";

/** /sign-in, /sign-up and /account: Clerk's own prebuilt pages, mounted into `<div data-clerk="…">`. */
const place = document.querySelector<HTMLElement>("[data-clerk]")!;
const kind = place.dataset.clerk!;
const target = returnTo(place.dataset.returnTo);

try {
  const clerk = await loadClerk();
  if (kind === "account") showAccount(clerk);
  else if (clerk.session) await enter(clerk);
  else showForm(clerk);
} catch {
  showTrouble("The sign-in service cannot be reached just now.");
}

function showAccount(clerk: Clerk): void {
  if (!clerk.session) return;
  place.replaceChildren();
  clerk.mountUserProfile(place, { routing: "hash" });
}

function showForm(clerk: Clerk): void {
  place.replaceChildren();
  // The address of the page itself: Clerk goes there when it is done, finds a session, and we take over above.
  const here = (path: string) => `${path}?returnTo=${encodeURIComponent(target)}`;
  // Steps stand behind the #, so that the address keeps its returnTo.
  const common = { routing: "hash", fallbackRedirectUrl: here("/sign-in"), forceRedirectUrl: here("/sign-in") };
  if (kind === "sign-in") clerk.mountSignIn(place, { ...common, signUpUrl: here("/sign-up"), signUpForceRedirectUrl: here("/sign-in") });
  else clerk.mountSignUp(place, { ...common, signInUrl: here("/sign-in"), signInForceRedirectUrl: here("/sign-in") });
}

async function enter(clerk: Clerk): Promise<void> {
  place.replaceChildren(note("Signing you in …"));
  if (!inCircles() && (await exchange(clerk))) location.replace(target);
  else showTrouble("We could not sign you in here.");
}

/** Back here again and again means that the cookie does not hold: then nobody is sent on. */
function inCircles(): boolean {
  const key = "webinars.entered";
  const recent = (JSON.parse(sessionStorage.getItem(key) ?? "[]") as number[]).filter((time) => Date.now() - time < 10_000);
  sessionStorage.setItem(key, JSON.stringify([...recent, Date.now()]));
  return recent.length >= 3;
}

function showTrouble(text: string): void {
  const again = document.createElement("button");
  again.className = "button";
  again.textContent = "Try again";
  again.addEventListener("click", () => location.reload());
  place.replaceChildren(note(text), again);
  if (!signedIn && !window.Clerk?.session) return;
  const out = document.createElement("button");
  out.className = "button quiet";
  out.textContent = "Sign out";
  out.addEventListener("click", () => void signOut());
  place.append(out);
}

function note(text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.setAttribute("role", "status");
  paragraph.textContent = text;
  return paragraph;
}

