import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";

const STEP = 1_000;

/** A number of bytes in the unit in which it is easily read. */
export function FileSize({ of }: { of: number }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  if (of < STEP) {
    return t("size.bytes", { count: of, shown: number(of) });
  }
  return of < STEP * STEP
    ? t("size.kilobytes", { shown: number(Math.round(of / STEP)) })
    : t("size.megabytes", { shown: number(Math.round(of / STEP / STEP)) });
}
