import { Alert } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { ImportPass } from "./queries";
import { useSpan } from "./use-span";

/** Says before the run how long the hashing of its passwords takes. */
export function PasswordEstimate({ check }: { check: ImportPass }) {
  const { t } = useTranslation("imports");
  const span = useSpan();
  return (
    <Alert
      variant="info"
      isInline
      component="p"
      title={t("hashing.title", { count: check.passwords, time: span(check.hashingSeconds) })}
    >
      {t("hashing.body")}
    </Alert>
  );
}
