import { Button, Spinner } from "@patternfly/react-core";
import { rolesToGiveQuery } from "@shared/rights/queries";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DefaultsForm } from "./DefaultsForm";
import { ExpiryWarningsForm } from "./ExpiryWarningsForm";
import { PropagationDialog } from "./PropagationDialog";
import { defaultsQuery } from "./queries";
import { usersRoute } from "./routes";

/** What new users of the organization get, and what users may edit of their own profile. */
export default function DefaultsPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const can = useCan();
  const [isPropagating, propagate] = useState(false);
  const defaults = useQuery(defaultsQuery(organizationId));
  const roles = useQuery({ ...rolesToGiveQuery(organizationId, ""), enabled: can("roles:read") });
  const isReady = defaults.data !== undefined && (roles.data !== undefined || !can("roles:read"));
  return (
    <PageFrame
      title={t("defaults.title")}
      description={t("defaults.body")}
      crumbs={[{ label: t("users"), to: usersRoute.to({ organizationId }) }]}
      actions={
        can("users:defaults") &&
        can("users:edit") && (
          <Button variant="secondary" isDisabled={!isReady} onClick={() => propagate(true)}>
            {t("propagation.verb")}
          </Button>
        )
      }
    >
      {defaults.isError && (
        <RowsFailed error={defaults.error} onRetry={() => void defaults.refetch()} />
      )}
      {!(isReady || defaults.isError) && <Spinner size="lg" aria-label={t("loading")} />}
      {isReady && (
        <DefaultsForm
          organizationId={organizationId}
          defaults={defaults.data.value}
          etag={defaults.data.etag}
          roles={roles.data?.items ?? []}
        />
      )}
      {isReady && <ExpiryWarningsForm organizationId={organizationId} />}
      {isPropagating && defaults.data !== undefined && (
        <PropagationDialog
          organizationId={organizationId}
          effective={defaults.data.value.effective}
          onClose={() => propagate(false)}
        />
      )}
    </PageFrame>
  );
}
