import { Alert, Spinner } from "@patternfly/react-core";
import { rolesToGiveQuery } from "@shared/rights/queries";
import { useCan, useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { NewUserWizard } from "./NewUserWizard";
import { newUserOf } from "./new-user";
import { addressDomainsQuery, defaultsQuery } from "./queries";
import { usersRoute } from "./routes";
import { useUnits } from "./units";

/** Creates a user, beginning with what the organization's defaults say. */
export default function NewUserPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const can = useCan();
  const [search] = useSearchParams();
  const units = useUnits(organizationId);
  const defaults = useQuery(defaultsQuery(organizationId));
  const domains = useQuery(addressDomainsQuery(organizationId));
  const roles = useQuery({ ...rolesToGiveQuery(organizationId, ""), enabled: can("roles:read") });
  const isReady =
    defaults.data !== undefined &&
    domains.data !== undefined &&
    (roles.data !== undefined || !can("roles:read")) &&
    (units.builtIn !== undefined || !can("units:read"));
  const template = defaults.data?.value.effective;
  const failed = defaults.error ?? domains.error ?? roles.error;
  return (
    <PageFrame
      title={t("create")}
      crumbs={[{ label: t("users"), to: usersRoute.to({ organizationId }) }]}
    >
      {failed !== null && <Alert variant="danger" isInline component="p" title={failed.message} />}
      {!(isReady || failed !== null) && <Spinner size="lg" aria-label={t("loading")} />}
      {isReady && template !== undefined && domains.data !== undefined && (
        <NewUserWizard
          organizationId={organizationId}
          domains={domains.data}
          initial={newUserOf(
            template,
            search.get("unit") ?? template.unitId ?? units.builtIn ?? "",
            domains.data.domains[0]?.name ?? "",
            (roles.data?.items ?? [])
              .filter(({ id }) => template.roles?.includes(id))
              .map(({ id, name }) => ({ id, name })),
          )}
        />
      )}
    </PageFrame>
  );
}
