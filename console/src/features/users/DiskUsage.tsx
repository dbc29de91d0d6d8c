import { Label } from "@patternfly/react-core";
import { fullness, useOctets } from "@shared/ui/octets";
import { useTranslation } from "react-i18next";

interface Props {
  readonly used: number;
  /** 0 is without limit. */
  readonly limit: number;
}

/** Used and limit; from 90 % and over the limit with a sign and a word for it. */
export function DiskUsage({ used, limit }: Props) {
  const { t } = useTranslation("users");
  const octets = useOctets();
  const state = fullness(used, limit);
  const text =
    limit === 0
      ? t("disk.unlimited", { used: octets(used) })
      : t("disk.limited", { used: octets(used), limit: octets(limit) });
  return state === "fine" ? (
    text
  ) : (
    <>
      {text}{" "}
      <Label isCompact status={state === "over" ? "danger" : "warning"}>
        {t(`disk.${state}`)}
      </Label>
    </>
  );
}
