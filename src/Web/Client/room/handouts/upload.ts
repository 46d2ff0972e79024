import { sessionToken } from "../../account/session.ts";
import { ApiError } from "../../api.ts";
import { textOf } from "../../refusals.ts";
import { typeOf } from "./file.ts";

/**
 * Sends a file as it is. `progress` hears a share from 0 to 1, for which fetch has no word. The same key makes a second try the same handout.
 * @throws ApiError
 */
export async function upload(webinarId: string, file: File, title: string, key: string, progress: (share: number) => void): Promise<void> {
  const token = await sessionToken();
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ title, name: file.name });
  request.open("POST", `/api/webinars/${encodeURIComponent(webinarId)}/handouts?${query}`);
  request.setRequestHeader("Content-Type", typeOf(file.name) ?? "application/octet-stream");
  request.setRequestHeader("Idempotency-Key", key);
  if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.upload.addEventListener("progress", (event) => progress(event.loaded / Math.max(1, event.total)));
  await new Promise<void>((resolve, reject) => {
    const lost = () => reject(new ApiError(0, "unreachable", textOf("unreachable")));
    request.addEventListener("error", lost);
    request.addEventListener("abort", lost);
    request.addEventListener("load", () => (request.status < 300 ? resolve() : reject(refusal(request))));
    request.send(file);
  });
}

function refusal(request: XMLHttpRequest): ApiError {
  let problem: { code?: string; detail?: string; title?: string } | null = null;
  try {
    problem = JSON.parse(request.responseText);
  } catch {
    // A proxy on the way answers in its own words.
  }
  const code = problem?.code ?? (request.status === 413 ? "too-large" : request.status === 415 ? "unsupported-type" : String(request.status));
  const text = code === "too-many" ? "There are 20 handouts already. Remove one of them first." : textOf(code, problem?.detail ?? problem?.title);
  return new ApiError(request.status, code, text);
}
