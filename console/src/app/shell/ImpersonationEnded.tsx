import { Bullseye, EmptyState, EmptyStateBody } from "@patternfly/react-core";
import UserIcon from "@patternfly/react-icons/dist/esm/icons/user-icon";
import { useTranslation } from "react-i18next";

/** What is left in the tab when the impersonation is over. */
export function ImpersonationEnded() {
  const { t } = useTranslation("app");
  return (
    <Bullseye className="muster-full-height" role="main">
      <EmptyState titleText={t("impersonation.ended")} headingLevel="h1" icon={UserIcon}>
        <EmptyStateBody>{t("impersonation.endedBody")}</EmptyStateBody>
      </EmptyState>
    </Bullseye>
  );
}
