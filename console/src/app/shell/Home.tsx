import { EmptyState, EmptyStateBody, PageSection } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useMe } from "@shared/session/me";
import { useTranslation } from "react-i18next";
import { generatePath, Navigate } from "react-router";
import { features } from "../features";
import { navigationOf } from "../navigation";
import { useCurrentOrganization } from "./current-organization";

/** Goes to the first page this user may open: an administrator's list, else his mail, or his own account. */
export function Home() {
  const { t } = useTranslation("app");
  const me = useMe();
  const organization = useCurrentOrganization();
  const sections = navigationOf(features, me, organization?.id);
  const administered = sections.find(({ section }) => section !== "own");
  const first = (administered ?? sections[0])?.entries[0];
  if (first !== undefined) {
    const params = organization === undefined ? {} : { organizationId: organization.id };
    return <Navigate to={generatePath(first.route.path, params)} replace />;
  }
  if (features.some(({ routes }) => routes.some(({ path }) => path === places.account.path))) {
    return <Navigate to={places.account.to()} replace />;
  }
  return (
    <PageSection isFilled>
      <EmptyState titleText={t("nothing.title")} headingLevel="h1">
        <EmptyStateBody>{t("nothing.body")}</EmptyStateBody>
      </EmptyState>
    </PageSection>
  );
}
