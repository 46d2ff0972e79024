export type Piece = { text: string } | { text: string; href: string };

const address = /https?:\/\/[^\s<>"'`\u0000-\u001f]+/giu;

/** Cuts a text at its http(s) addresses. Only these two schemes ever become links. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const link = withoutTail(match[0]);
    const href = parse(link);
    if (!href) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: link, href });
    from = match.index + link.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** The sentence's own punctuation is not part of the address; a closing bracket is, when it was opened inside. */
function withoutTail(link: string): string {
  for (;;) {
    const last = link.at(-1)!;
    const opened = { ")": "(", "]": "[", "}": "{" }[last];
    if (opened ? link.split(opened).length >= link.split(last).length : !/[.,;:!?…*_~]/u.test(last)) return link;
    link = link.slice(0, -1);
  }
}

function parse(link: string): string | null {
  try {
    const url = new URL(link);
    return url.hostname && (url.protocol === "http:" || url.protocol === "https:") ? url.href : null;
  } catch {
    return null;
  }
}
