/** Offset of a zone at a moment, in milliseconds east of UTC. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
  return local - Math.floor(moment / 1_000) * 1_000;
}

/**
 * The moment when clocks in `zone` show this date and time. An hour that the zone skips in spring counts from before the
 * change (02:30 is 03:30), one that comes twice in autumn is the first. Null for what is no date.
 */
export function momentOf(date: string, time: string, zone: string): Date | null {
  const wall = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(wall)) return null;
  const before = wall - offsetAt(wall - 86_400_000, zone);
  const after = wall - offsetAt(wall + 86_400_000, zone);
  const fits = [before, after].find((moment) => moment + offsetAt(moment, zone) === wall);
  return new Date(fits ?? before);
}

/** What clocks in `zone` show at this moment, as date and time inputs want it. */
export function wallClock(moment: Date, zone: string): { date: string; time: string } {
  const iso = new Date(moment.getTime() + offsetAt(moment.getTime(), zone)).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16) };
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

export function allZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  return zones.includes("UTC") ? zones : ["UTC", ...zones];
}
