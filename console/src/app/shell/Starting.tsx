import { Bullseye, Spinner } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

/** Shown until it is known who is signed in. */
export function Starting() {
  const { t } = useTranslation("app");
  return (
    <Bullseye className="muster-full-height">
      <Spinner aria-label={t("starting")} />
    </Bullseye>
  );
}
