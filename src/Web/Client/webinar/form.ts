import { ApiError, call } from "../api.ts";
import { AccessFields, type Access } from "./access.ts";
import { showErrors } from "./errors.ts";
import { newClientId } from "../room/line/sending.ts";
import { textOf } from "../refusals.ts";
import { allZones, momentOf, ownZone, wallClock } from "../zones.ts";

interface Webinar {
  id: string;
  slug: string;
  title: string;
  description: string;
  startsAt: string;
  durationMinutes: number;
  timeZone: string;
  access: Access;
}

/** Creates or changes a webinar. Nothing typed is lost by an error, and a repeated click cannot create two. */
const form = document.querySelector<HTMLFormElement>("form[data-webinar-form]")!;
const id = form.dataset.webinarForm!;
const fields = form.elements as unknown as Record<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;
const summary = form.querySelector<HTMLElement>("[data-form-error]")!;
const button = form.querySelector<HTMLButtonElement>("button[type=submit]")!;
const access = new AccessFields(form);
let etag: string | null = null;
let key = newClientId();
let keyFor = "";

fillZones();
if (id) await load();
else preset();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void save();
});
form.addEventListener("input", showMoment);
showMoment();

function fillZones(): void {
  const zones = allZones();
  if (!zones.includes(ownZone())) zones.unshift(ownZone());
  fields.timeZone!.replaceChildren(...zones.map((zone) => new Option(zone.replaceAll("_", " "), zone)));
  fields.timeZone!.value = ownZone();
}

/** The next full hour, tomorrow. */
function preset(): void {
  const { date, time } = wallClock(new Date(Date.now() + 25 * 3_600_000), ownZone());
  fields.date!.value = date;
  fields.time!.value = `${time.slice(0, 2)}:00`;
}

async function load(): Promise<void> {
  try {
    const answer = await call<Webinar>("GET", `/api/webinars/${id}`);
    etag = answer.etag;
    const webinar = answer.value;
    if (!allZones().includes(webinar.timeZone)) fields.timeZone!.append(new Option(webinar.timeZone));
    const { date, time } = wallClock(new Date(webinar.startsAt), webinar.timeZone);
    const values = { ...webinar, date, time };
    for (const name of ["title", "description", "date", "time", "timeZone", "durationMinutes"] as const) fields[name]!.value = String(values[name]);
    access.show(webinar.access);
    button.disabled = false;
  } catch (error) {
    summary.textContent = (error as Error).message;
  }
}

async function save(): Promise<void> {
  const startsAt = start();
  const body = {
    title: fields.title!.value,
    description: fields.description!.value,
    startsAt: startsAt?.toISOString(),
    durationMinutes: Number(fields.durationMinutes!.value),
    timeZone: fields.timeZone!.value,
    access: access.read(),
  };
  const problems = { ...(body.title.trim() ? {} : { title: ["Give it a title."] }), ...(startsAt ? {} : { startsAt: ["Choose a date and a time."] }), ...access.problems() };
  if (showErrors(form, problems)) return;

  // The same content keeps its key through every retry; another content is another request.
  const content = JSON.stringify(body);
  if (keyFor && keyFor !== content) key = newClientId();
  keyFor = content;
  button.disabled = true;
  summary.textContent = "";
  try {
    const { value } = id
      ? await call<Webinar>("PATCH", `/api/webinars/${id}`, { body, headers: { "If-Match": etag ?? "*" } })
      : await call<Webinar>("POST", "/api/webinars", { body, headers: { "Idempotency-Key": key } });
    location.assign(`/w/${encodeURIComponent(value.slug)}`);
  } catch (error) {
    button.disabled = false;
    const { errors = {}, message, code } = error as ApiError;
    summary.textContent = showErrors(form, errors) ? "Please look at the marked fields." : code === "invalid" ? textOf("", Object.values(errors).flat()[0]) : message;
  }
}

function start(): Date | null {
  return momentOf(fields.date!.value, fields.time!.value, fields.timeZone!.value);
}

/** What the chosen wall clock means for somebody elsewhere, to catch a wrong zone before it is announced. */
function showMoment(): void {
  const place = form.querySelector<HTMLElement>("[data-moment]")!;
  const moment = start();
  const zone = fields.timeZone!.value;
  if (!moment || zone === ownZone()) {
    place.textContent = "";
    return;
  }
  const text = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" }).format(moment);
  place.textContent = `That is ${text} for you.`;
}
