// To whom nothing is sent any more, because a mail to them bounced or they complained, and the button that forgives them.

import { get, send } from "../ask.js";
import { $, age, button, element, keyed, setText } from "../dom.js";

function line(one) {
  return element("li", "", element("div", "what", element("div", "name", one.address), element("div", "more", `${one.reason} `, age(one.at))),
    button("Take off", () => send("DELETE", `/sandbox/resend/suppressions/${encodeURIComponent(one.address)}`)));
}

export async function refreshSuppressions() {
  const list = await get("/sandbox/resend/suppressions") ?? [];
  $("suppressed").hidden = list.length === 0;
  setText($("n-suppressed"), String(list.length));
  keyed($("suppressions"), list, one => `${one.address} ${one.at}`, line, () => {});
}
