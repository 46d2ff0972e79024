/** What the server wrote into the page for us: `<meta name="webinars:…">`. */
export function setting(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="webinars:${name}"]`)?.content ?? "";
}

/** The person as the server sees them, by our cookie. */
export const signedIn = setting("person") !== "";
