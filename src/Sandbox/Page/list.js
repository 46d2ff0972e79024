import { $, element, keyed, setText } from "./dom.js";

/**
 * A list at the side whose items open beside it: #tab/id. Arrow keys walk through it.
 * `draw(parts, item)` fills in title, note and end; `empty(searched)` says what to do when there is nothing.
 */
export function sideList(tab, { list, key, draw, empty }) {
  const node = $(list);
  let selected = "";
  node.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...node.querySelectorAll("a")];
    const next = links[links.indexOf(document.activeElement) + step];
    if (!step || !next) return;
    event.preventDefault();
    next.focus();
    location.replace(next.hash);
  });

  function make(item) {
    const link = element("a");
    link.href = `#${tab}/${encodeURIComponent(key(item))}`;
    const li = element("li", "", link);
    li.link = link;
    li.parts = { picture: element("span", "picture"), title: element("span", "title"), end: element("span", "end"), note: element("span", "note") };
    link.append(li.parts.picture, li.parts.title, li.parts.end, li.parts.note);
    return li;
  }

  return {
    show(items, searched) {
      keyed(node, items, key, make, (li, item) => {
        draw(li.parts, item);
        mark(li, item);
      });
      $(`e-${list}`).hidden = items.length > 0;
      setText($(`e-${list}`), searched ? "Nothing matches." : empty);
      $(`tab-${tab}`).classList.toggle("bare", items.length === 0 && !searched);
    },
    select(id) {
      if (selected === id) return;
      selected = id;
      for (const li of node.children) mark(li, li.item);
    },
  };

  function mark(li, item) {
    if (key(item) === selected) li.link.setAttribute("aria-current", "true");
    else li.link.removeAttribute("aria-current");
  }
}

/** What stands beside the list while nothing is chosen. */
export const nothingChosen = text => element("p", "empty chosen", text);

export function back(tab, text) {
  const link = element("a", "back", `‹ ${text}`);
  link.href = `#${tab}`;
  return link;
}
