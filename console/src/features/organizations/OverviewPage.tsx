import { Grid, GridItem } from "@patternfly/react-core";
import { useCan, useMe, useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useTranslation } from "react-i18next";
import { AttentionCard } from "./AttentionCard";
import { RunningJobsCard } from "./RunningJobsCard";
import { UsersCard } from "./UsersCard";

/** Where an administrator begins: how many users there are, what runs, and what waits for somebody. */
export default function OverviewPage() {
  const { t } = useTranslation("organizations");
  const organizationId = useOrganizationId();
  const can = useCan();
  const organization = useMe().organizations.find(({ id }) => id === organizationId);
  return (
    <PageFrame title={t("overview.title")} description={organization?.name}>
      <Grid hasGutter>
        {can("users:read") && (
          <GridItem lg={6}>
            <UsersCard organizationId={organizationId} />
          </GridItem>
        )}
        <GridItem lg={6}>
          <AttentionCard organizationId={organizationId} />
        </GridItem>
        {can("jobs:read") && (
          <GridItem lg={6}>
            <RunningJobsCard organizationId={organizationId} />
          </GridItem>
        )}
      </Grid>
    </PageFrame>
  );
}
