import { useTranslation } from "react-i18next";
import { useFormat } from "./format";

const MEBIBYTE = 1024 * 1024;
const UNITS = ["KiB", "MiB", "GiB", "TiB"] as const;

/** Writes a number of octets in the unit in which it is easily read. */
export function useOctets(): (octets: number) => string {
  const { t } = useTranslation("shared");
  const { number } = useFormat();
  return (octets) => {
    if (octets > 0 && octets < 1024) {
      return t("octets.bytes", { count: octets });
    }
    let shown = octets / 1024;
    let unit: (typeof UNITS)[number] = "KiB";
    for (const larger of UNITS.slice(1)) {
      if (shown >= 1024) {
        shown /= 1024;
        unit = larger;
      }
    }
    const rounded = shown >= 10 ? Math.round(shown) : Math.round(shown * 10) / 10;
    return t(`octets.${unit}`, { shown: number(rounded) });
  };
}

/** A size as it is typed, in MiB; "" where nothing is said. */
export function typedMebibytes(octets: number | null): string {
  return octets === null ? "" : String(octets / MEBIBYTE);
}

/** What was typed, in octets; null for nothing, NaN for what is no size. */
export function octetsTyped(mebibytes: string): number | null {
  const text = mebibytes.trim().replace(",", ".");
  if (text === "") {
    return null;
  }
  return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * MEBIBYTE) : Number.NaN;
}

/** How full it is: over 1 when over the limit; undefined without a limit. */
export function share(octets: number, limit: number): number | undefined {
  return limit === 0 ? undefined : octets / limit;
}

export type Fullness = "over" | "nearly" | "fine";

/** Worth a warning from 90 %, a fault over 100 %. */
export function fullness(octets: number, limit: number): Fullness {
  const part = share(octets, limit) ?? 0;
  return part > 1 ? "over" : part >= 0.9 ? "nearly" : "fine";
}
