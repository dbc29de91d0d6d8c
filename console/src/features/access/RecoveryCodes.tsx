import { Button } from "@patternfly/react-core";
import { CopyOnce } from "@shared/forms/CopyOnce";
import { useTranslation } from "react-i18next";

interface Props {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Shown this once, and nothing goes on before they are kept. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const { t } = useTranslation("access");
  return (
    <>
      <CopyOnce label={t("recoveryCodes.label")} value={codes.join("\n")} isBlock />
      <Button isBlock className="muster-open-divider" onClick={onKept}>
        {t("recoveryCodes.kept")}
      </Button>
    </>
  );
}
