import { Spinner, Stack, StackItem } from "@patternfly/react-core";
import { RowsFailed } from "@shared/table/NoRows";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EffectiveRightsPanel } from "./EffectiveRightsPanel";
import { GrantsForm } from "./GrantsForm";
import { catalogueQuery, grantsQuery } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
}

/** "Roles and permissions" of one user: what was granted, to be changed, and what follows from it. Needs roles:read. */
export function UserRights({ organizationId, userId }: Props) {
  const { t } = useTranslation("shared");
  const grants = useQuery(grantsQuery(organizationId, userId));
  const catalogue = useQuery(catalogueQuery);
  const failed = [grants, catalogue].find((query) => query.isError);
  if (failed?.error) {
    return <RowsFailed error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (grants.data === undefined || catalogue.data === undefined) {
    return <Spinner size="lg" aria-label={t("rights.loading")} />;
  }
  return (
    <Stack hasGutter>
      <StackItem>
        <GrantsForm
          organizationId={organizationId}
          userId={userId}
          grants={grants.data.value}
          etag={grants.data.etag}
          sections={catalogue.data.sections.filter(
            ({ section }) => section !== "INSTANCE" && section !== "MAILBOX",
          )}
        />
      </StackItem>
      <StackItem>
        <EffectiveRightsPanel organizationId={organizationId} userId={userId} />
      </StackItem>
    </Stack>
  );
}
