import { EmptyState, EmptyStateBody, PageSection } from "@patternfly/react-core";
import LockIcon from "@patternfly/react-icons/dist/esm/icons/lock-icon";
import type { Needs } from "@shared/routing/route";
import { useDocumentTitle } from "@shared/ui/document-title";
import { Trans, useTranslation } from "react-i18next";

/** Names the permission, so that whoever asks for it can say what he needs. */
export function NotPermitted({ needs }: { needs: Needs }) {
  const { t } = useTranslation("app");
  useDocumentTitle(t("notPermitted.title"));
  return (
    <PageSection isFilled>
      <EmptyState titleText={t("notPermitted.title")} headingLevel="h1" icon={LockIcon}>
        <EmptyStateBody>
          <Trans
            t={t}
            i18nKey="notPermitted.body"
            values={{ needs }}
            components={[<code key="0" />]}
          />
        </EmptyStateBody>
      </EmptyState>
    </PageSection>
  );
}
