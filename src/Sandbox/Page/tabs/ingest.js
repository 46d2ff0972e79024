// Where a real encoder sends to, or why none is taken.

import { $, copier, element, fill } from "../dom.js";

export function showIngest(ingest) {
  $("ingest").hidden = !ingest;
  if (!ingest) return;
  $("ingest").classList.toggle("off", !ingest.on);
  fill($("ingest"), ingest, () => ingest.on
    ? [
      element("p", "server", "Server for real encoders ", element("span", "mono", ingest.url), copier(() => ingest.url)),
      element("p", "soft", "In OBS: Settings › Stream, service “Custom…”, this server and the key of the live stream below. Under Output, a keyframe interval of 1 s (2 s at most)."),
    ]
    : [element("p", "", ingest.reason)]);
}
