import { Button } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { StatusList } from "./StatusList";
import { useStatusTable } from "./use-status-table";

const COLUMNS = [
  "account",
  "displayName",
  "state",
  "signInMethod",
  "secondFactor",
  "passwordExpired",
  "passwordChangesDisabled",
  "indexing",
  "connections",
] as const;
const ACTS = ["reindex", "expire-password", "disconnect", "export"] as const;

/** How sign-in, password, search index and connections of all users stand. */
export default function StatusesPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const table = useStatusTable(organizationId, "user-statuses", COLUMNS);
  return (
    <PageFrame
      title={t("statuses.title")}
      description={t("statuses.about")}
      actions={
        <Button
          variant="secondary"
          onClick={() => void queries.invalidateQueries({ queryKey: ["users", organizationId] })}
        >
          {t("statuses.refresh")}
        </Button>
      }
    >
      <StatusList
        organizationId={organizationId}
        table={table}
        label={t("statuses.title")}
        acts={ACTS}
        empty={{ title: t("none.title"), body: t("none.body") }}
      />
    </PageFrame>
  );
}
