import { signedIn } from "../page.ts";
import { returnTo } from "../return-to.ts";
import { type Clerk, loadClerk } from "./clerk.ts";
import { exchange, signOut } from "./session.ts";
import { appearance } from "./theme.ts";

/** /sign-in, /sign-up and /account: Clerk's own prebuilt pages, mounted into `<div data-clerk="…">`. */
const place = document.querySelector<HTMLElement>("[data-clerk]")!;
const kind = place.dataset.clerk!;
const target = returnTo(place.dataset.returnTo);

try {
  const clerk = await loadClerk({ appearance: appearance() });
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
  // Back here at once means that the cookie did not hold: do not send anybody round in circles.
  const last = Number(sessionStorage.getItem("webinars.entered"));
  sessionStorage.setItem("webinars.entered", String(Date.now()));
  if (Date.now() - last > 5_000 && (await exchange(clerk))) location.replace(target);
  else showTrouble("We could not sign you in here.");
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

