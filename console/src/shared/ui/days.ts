/** The instant at which a day (2026-11-22) starts in a time zone, also where clocks change that night. */
export function startOfDay(day: string, timeZone: string): string {
  return instantOf(`${day}T00:00`, timeZone);
}

/** The day of an instant in a time zone, as 2026-11-22. */
export function dayOf(instant: string, timeZone: string): string {
  const { year, month, day } = partsOf(Date.parse(instant), timeZone);
  return `${year}-${month}-${day}`;
}

/** What a clock on the wall of that zone shows, as 2026-11-22T14:05. */
export function wallTimeOf(instant: string, timeZone: string): string {
  const { hour, minute } = partsOf(Date.parse(instant), timeZone);
  return `${dayOf(instant, timeZone)}T${hour}:${minute}`;
}

/** The instant at which that clock shows this. */
export function instantOf(wallTime: string, timeZone: string): string {
  const utc = Date.parse(`${wallTime}:00Z`);
  // The zone's distance from UTC is looked up at a first guess and again at the better one: between
  // the two a clock change may lie.
  const guess = utc - distanceFromUtc(utc, timeZone);
  return new Date(utc - distanceFromUtc(guess, timeZone)).toISOString();
}

function distanceFromUtc(instant: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(instant, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - instant;
}

function partsOf(instant: number, timeZone: string) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? "";
  return {
    year: part("year").padStart(4, "0"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}
