import {
  Card,
  CardBody,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan } from "@shared/session/me";
import { LinkButton } from "@shared/ui/LinkButton";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { recentImports, usersByState } from "./overview-queries";
import { present } from "./UsersCard";

/** Says where to begin while there is nobody but whoever looks, and no file was brought yet. */
export function FirstSteps({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  const can = useCan();
  const users = useQuery(usersByState(organizationId)).data?.items;
  const imports = useQuery({ ...recentImports(organizationId), enabled: can("users:import") }).data;
  const isEmpty = users !== undefined && present(users) <= 1 && (imports?.items ?? []).length === 0;
  if (!isEmpty || !(can("users:import") || can("users:create"))) {
    return null;
  }
  return (
    <Card className="muster-above">
      <CardBody>
        <EmptyState variant="sm" titleText={t("overview.begin.title")} headingLevel="h2">
          <EmptyStateBody>{t("overview.begin.body")}</EmptyStateBody>
          <EmptyStateFooter>
            <EmptyStateActions>
              {can("users:import") && (
                <LinkButton to={places.newImport.to({ organizationId })}>
                  {t("overview.import")}
                </LinkButton>
              )}
              {can("users:create") && (
                <LinkButton variant="secondary" to={places.newUser.to({ organizationId })}>
                  {t("overview.createUser")}
                </LinkButton>
              )}
              {can("units:manage") && (
                <LinkButton variant="link" to={places.units.to({ organizationId })}>
                  {t("overview.makeUnits")}
                </LinkButton>
              )}
            </EmptyStateActions>
          </EmptyStateFooter>
        </EmptyState>
      </CardBody>
    </Card>
  );
}
