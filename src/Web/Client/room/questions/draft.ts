export interface Draft {
  text: string;
  anonymous: boolean;
}

/** What was being written in this tab survives a reload of the page; another webinar has another one. */
export function keptDraft(webinar: string): Draft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(webinar)) ?? "{}") as Partial<Draft>;
    return { text: String(kept.text ?? ""), anonymous: kept.anonymous === true };
  } catch {
    return { text: "", anonymous: false };
  }
}

export function keepDraft(webinar: string, draft: Draft): void {
  try {
    if (draft.text) sessionStorage.setItem(key(webinar), JSON.stringify(draft));
    else sessionStorage.removeItem(key(webinar));
  } catch {
    // Storage is off or full: then it lives as long as the page.
  }
}

function key(webinar: string): string {
  return `question:${webinar}`;
}
