/** Menus are `<details class="menu">`: they work without this file, which only closes them when attention goes elsewhere. */
export function watchMenus(): void {
  const menus = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
  document.addEventListener("click", (event) => {
    // By the path that it took: what was clicked may have gone with the click.
    for (const menu of menus()) if (!event.composedPath().includes(menu)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
