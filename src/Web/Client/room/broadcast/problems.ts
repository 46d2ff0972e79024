import { textOf } from "../../refusals.ts";

export type Device = "camera" | "microphone" | "screen";

/** Why a device gives nothing (the name of a DOMException), and what to do. Empty: they changed their mind, and know. */
export function captureProblem(device: Device, error: string): string {
  const it = `Your ${device}`;
  switch (error) {
    case "NotAllowedError":
    case "SecurityError":
      return device === "screen" ? "" : `${it} is not allowed here. Allow it in the browser, at the left of the address, then choose it below.`;
    case "NotFoundError":
      return device === "screen" ? "There is no screen to share." : `No ${device} was found. Plug one in, then choose it below.`;
    case "NotReadableError":
    case "AbortError":
      return `${it} does not answer. Another program may be using it: close that, then choose it below.`;
    case "OverconstrainedError":
      return `${it} cannot do this. Choose another one below.`;
    case "Insecure":
      return "Browsers give cameras and microphones only to pages that come over https.";
    default:
      return `${it} could not be started. Choose it below to try again.`;
  }
}

export function unplugged(device: Device): string {
  return device === "screen" ? "The screen is not shared any more." : `Your ${device} was unplugged. Choose another one below.`;
}

const texts: Record<string, string> = {
  "taken-over": "You are sending from another tab or device now. Start here again to take it back.",
  "on-air": "Another host is sending from their browser. It is yours when they have stopped.",
  "no-broadcast": "This server cannot send from the browser: it has no ffmpeg. Use an encoder with the key below.",
  "wrong-state": "The webinar is over.",
  "cut-off": "The video service does not take the picture.",
  busy: "Too many broadcasts run on this server just now.",
  "unsupported-type": "The server cannot read what this browser records. Try another browser, or use an encoder.",
  "not-found": "This webinar does not exist any more.",
};

/** What the server's last word on a broadcast means to the host. */
export function sendingProblem(code: string): string {
  return texts[code] ?? textOf(code);
}

/** Trying again by itself may help. An empty code: the connection was lost. */
export function mayHelp(code: string): boolean {
  return ["", "cut-off", "busy", "too-fast", "too-late", "too-large"].includes(code);
}
