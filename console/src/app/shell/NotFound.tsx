import {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  PageSection,
} from "@patternfly/react-core";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import { places } from "@shared/routing/places";
import { useDocumentTitle } from "@shared/ui/document-title";
import { LinkButton } from "@shared/ui/LinkButton";
import { useTranslation } from "react-i18next";

export function NotFound() {
  const { t } = useTranslation("app");
  useDocumentTitle(t("notFound.title"));
  return (
    <PageSection isFilled>
      <EmptyState titleText={t("notFound.title")} headingLevel="h1" icon={SearchIcon}>
        <EmptyStateBody>{t("notFound.body")}</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <LinkButton to={places.home.to()}>{t("goHome")}</LinkButton>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
}
