// What all tabs build their pages with. Nodes are made once and changed in place, so that focus, selection and scrolling stay where they are.

export const $ = id => document.getElementById(id);

export function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function pill(text, kind = "", title = "") {
  return setPill(element("span"), text, kind, title);
}

export function setPill(node, text, kind = "", title = "") {
  setText(node, text);
  node.className = `pill ${kind}`;
  node.title = title;
  return node;
}

/** A button that is dead while it works, and whose failure the page tells. */
export function button(text, act, className = "") {
  const node = element("button", className, text);
  node.type = "button";
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-disabled") === "true") return;
    node.setAttribute("aria-disabled", "true"); // not `disabled`: that would lose the focus
    try {
      await act(node);
      document.dispatchEvent(new CustomEvent("done"));
    } catch (error) {
      document.dispatchEvent(new CustomEvent("failed", { detail: error.message }));
    } finally {
      node.removeAttribute("aria-disabled");
    }
  });
  return node;
}

/** Asks once more before it does what cannot be undone. */
export function dangerous(text, question, act) {
  let armed = 0;
  const node = button(text, async () => {
    if (!armed) {
      setText(node, question);
      armed = setTimeout(disarm, 4000);
      return;
    }
    disarm();
    await act();
  }, "stop");
  function disarm() {
    clearTimeout(armed);
    armed = 0;
    setText(node, text);
  }
  return node;
}

export function copier(text, className) {
  return button("Copy", async node => {
    await navigator.clipboard.writeText(text());
    setText(node, "Copied");
    setTimeout(() => setText(node, "Copy"), 1200);
  }, className);
}

/** Brings `list` in step with `items`: a node is made once per key and updated in place. */
export function keyed(list, items, key, make, update) {
  const known = list.nodes ?? new Map();
  const wanted = new Map(items.map(item => [key(item), known.get(key(item)) ?? make(item)]));
  for (const [id, node] of known) if (!wanted.has(id)) node.remove();
  items.forEach((item, i) => {
    const node = wanted.get(key(item));
    node.item = item;
    update(node, item);
    if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
  });
  list.nodes = wanted;
}

/** Fills `node` anew, unless it shows `what` already. True when it was filled. */
export function fill(node, what, children) {
  const shown = JSON.stringify(what);
  if (node.shown === shown) return false;
  node.shown = shown;
  node.replaceChildren(...children());
  return true;
}

/** Names and values, one below the other; a value may be a node, and what is missing is left out. */
export function facts(pairs) {
  const list = element("dl", "facts");
  for (const [name, value] of pairs) {
    if (value !== null && value !== undefined && value !== "") list.append(element("dt", "", name), element("dd", "", value));
  }
  return list;
}

export function ago(time) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  return moment(time);
}

export const moment = time => new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Text that goes on growing old by itself. */
export function age(time) {
  const node = element("time", "age", ago(time));
  node.dateTime = time;
  node.title = new Date(time).toLocaleString();
  return node;
}

export function inTime(time) {
  const seconds = Math.round((Date.parse(time) - Date.now()) / 1000);
  return seconds <= 0 ? "now" : seconds < 90 ? `${seconds} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : moment(time);
}

/** How long something still lasts. */
export const lasting = seconds => seconds <= 120 ? `${Math.ceil(seconds)} s` : seconds <= 7200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;

export const many = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

export const titled = word => word.charAt(0).toUpperCase() + word.slice(1);
