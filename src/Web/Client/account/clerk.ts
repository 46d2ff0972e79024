import { setting } from "../page.ts";
import { appearance } from "./theme.ts";

/** The part of clerk-js that we use; the rest of its surface does not concern us. */
export interface Clerk {
  loaded: boolean;
  status?: string;
  session: { id: string; getToken(): Promise<string | null> } | null | undefined;
  user: { primaryEmailAddress?: { emailAddress: string } | null } | null | undefined;
  load(options: object): Promise<void>;
  addListener(listener: (now: { session?: { id: string } | null }) => void): () => void;
  signOut(options?: { redirectUrl?: string }): Promise<void>;
  mountSignIn(element: HTMLElement, options: object): void;
  mountSignUp(element: HTMLElement, options: object): void;
  mountUserProfile(element: HTMLElement, options: object): void;
}

declare global {
  interface Window {
    Clerk?: Clerk;
    __internal_ClerkUICtor?: unknown;
  }
}

let loading: Promise<Clerk> | undefined;

/** Loads clerk-js once, whoever asks first. Its sign-in pages are five times the bytes: they come only where they are mounted. */
export function loadClerk(): Promise<Clerk> {
  return (loading ??= load(document.querySelector("[data-clerk]") !== null));
}

async function load(prebuilt: boolean): Promise<Clerk> {
  const attributes: Record<string, string> = { "data-clerk-publishable-key": setting("clerk-key") };
  if (setting("clerk-proxy")) attributes["data-clerk-proxy-url"] = setting("clerk-proxy");
  const ui = prebuilt && script(setting("clerk-ui")).then(() => window.__internal_ClerkUICtor);
  await script(setting("clerk-js"), attributes);
  const clerk = window.Clerk!;
  await clerk.load({
    ...(ui && { ui: { ClerkUI: ui } }),
    ...(prebuilt && { appearance: appearance() }),
    signInUrl: "/sign-in",
    signUpUrl: "/sign-up",
    afterSignOutUrl: "/",
    telemetry: false,
  });
  return clerk;
}

function script(src: string, attributes: Record<string, string> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = src;
    element.async = true;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`${src} could not be loaded`));
    document.head.append(element);
  });
}
