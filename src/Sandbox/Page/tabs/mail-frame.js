// A mail as its recipient sees it, in a frame that can do nothing: no scripts, no forms, nothing from elsewhere, links in a page of their own.

const Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** Media queries as they would come out on a light or a dark screen: browsers do not let a page choose that for a frame. */
const asSeen = (css, dark) => css
  .replace(/prefers-color-scheme\s*:\s*(dark|light)/gi, (_, scheme) => (scheme.toLowerCase() === "dark") === dark ? "min-width: 0" : "max-width: 0")
  .replace(/(^|[^-])color-scheme\s*:[^;}]*dark[^;}]*/gi, (_, before) => `${before}color-scheme: ${dark ? "dark" : "light"}`);

/** Leaves out what no mail program would run, and what could ask somebody before the policy is read. */
function tamed(html, dark) {
  const mail = new DOMParser().parseFromString(html, "text/html");
  for (const node of mail.querySelectorAll("script, link, base, iframe, frame, object, embed, meta[http-equiv]")) node.remove();
  for (const style of mail.querySelectorAll("style")) style.textContent = asSeen(style.textContent, dark);
  for (const node of mail.querySelectorAll("[media]")) node.setAttribute("media", asSeen(node.getAttribute("media"), dark));
  for (const meta of mail.querySelectorAll("meta[name=color-scheme][content*=dark]")) meta.content = dark ? "dark" : "light";
  const remote = mail.querySelectorAll("img[src^='http'], img[src^='//'], img[src^='/']").length;
  const policy = mail.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = Policy;
  const links = mail.createElement("base");
  links.target = "_blank";
  mail.head.prepend(policy, links);
  return { html: (mail.doctype ? "<!doctype html>" : "") + mail.documentElement.outerHTML, remote };
}

/** `remote`: how many pictures are left out because they lie elsewhere. */
export function mailFrame(html, dark) {
  const safe = tamed(html, dark);
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  frame.referrerPolicy = "no-referrer";
  frame.title = "The message as its recipient sees it";
  frame.srcdoc = safe.html;
  return { frame, remote: safe.remote };
}
