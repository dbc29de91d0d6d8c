import { Spinner } from "@patternfly/react-core";
import { catalogueQuery } from "@shared/rights/queries";
import { useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { RoleForm } from "./RoleForm";
import { roleRoute, rolesRoute } from "./routes";

/** Creates a role. */
export default function NewRolePage() {
  const { t } = useTranslation("roles");
  const organizationId = useOrganizationId();
  const navigate = useNavigate();
  const catalogue = useQuery(catalogueQuery);
  const back = rolesRoute.to({ organizationId });
  return (
    <PageFrame title={t("create")} crumbs={[{ label: t("title"), to: back }]}>
      {catalogue.isError && (
        <RowsFailed error={catalogue.error} onRetry={() => void catalogue.refetch()} />
      )}
      {catalogue.isPending && <Spinner aria-label={t("loading")} />}
      {catalogue.data !== undefined && (
        <RoleForm
          organizationId={organizationId}
          isReadOnly={false}
          sections={catalogue.data.sections.filter(({ section }) => section !== "INSTANCE")}
          onSaved={(role) => void navigate(roleRoute.to({ organizationId, roleId: role.id }))}
          onBack={() => void navigate(back)}
        />
      )}
    </PageFrame>
  );
}
