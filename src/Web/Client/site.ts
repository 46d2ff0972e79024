/** On every page: the visitor's own time zone, countdowns, the menu, the bell, and the two sessions in step. */
import { keepInStep, signOut } from "./account/session.ts";
import { showLocalTimes } from "./times.ts";
import { startBell } from "./bell/start.ts";
import { watchMenus } from "./menu.ts";

showLocalTimes(document);
watchMenus();
for (const button of document.querySelectorAll("[data-sign-out]")) button.addEventListener("click", () => void signOut());
// Clerk's own pages do this by themselves; and the address of a page that a letter led to is a key, which no other script should see.
if (!document.querySelector("[data-clerk], [data-personal]")) void keepInStep();
if (!document.querySelector("[data-personal]")) startBell();
