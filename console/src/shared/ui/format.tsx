import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Writes times, dates and numbers for the reader: his language, his time zone. */
export interface Format {
  readonly timeZone: string;
  /** 21 Nov 2026, 14:05 */
  dateTime(instant: string): string;
  /** The same with seconds and the zone's name, for logs and tooltips. */
  exactTime(instant: string): string;
  /** 14:05 */
  time(instant: string): string;
  /** 21 Nov 2026 */
  date(instant: string): string;
  /** The same of a day that is none of a time zone: 2026-11-21. */
  day(day: string): string;
  /** 3 hours ago, in 2 days */
  relative(instant: string): string;
  number(value: number): string;
  /** 12 % from 0.12 */
  percent(value: number): string;
}

const browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZoneContext = createContext(browserZone);

export function FormatProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return <ZoneContext value={knownZone(timeZone)}>{children}</ZoneContext>;
}

export function useFormat(): Format {
  const timeZone = useContext(ZoneContext);
  const { i18n } = useTranslation("shared");
  return useMemo(() => createFormat(regional(i18n.language), timeZone), [i18n.language, timeZone]);
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function createFormat(language: string, timeZone: string): Format {
  const dateTime = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  const exactTime = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    timeZone,
  });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const time = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  return {
    timeZone,
    dateTime: (instant) => dateTime.format(new Date(instant)),
    exactTime: (instant) => exactTime.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    date: (instant) => date.format(new Date(instant)),
    day: (plain) => day.format(new Date(`${plain}T00:00Z`)),
    relative: (instant) => {
      const seconds = (new Date(instant).getTime() - Date.now()) / 1_000;
      const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
      return relative.format(Math.trunc(seconds / size), unit);
    },
    number: (value) => number.format(value),
    percent: (value) => percent.format(value),
  };
}

/** The reader's own kind of the language, "en-GB" for "en": its dates and numbers are written otherwise. */
function regional(language: string): string {
  return navigator.languages.find((own) => own.split("-")[0] === language) ?? language;
}

/** A zone that this browser doesn't know must not take the page down. */
function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return browserZone;
  }
}
