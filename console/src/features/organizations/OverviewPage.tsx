import { Grid, GridItem } from "@patternfly/react-core";
import { useCan, useMe, useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useTranslation } from "react-i18next";
import { AttentionCard } from "./AttentionCard";
import { FirstSteps } from "./FirstSteps";
import { IdleCard } from "./IdleCard";
import { ImportsCard } from "./ImportsCard";
import { JobsCard } from "./JobsCard";
import { SignInsCard } from "./SignInsCard";
import { UsersCard } from "./UsersCard";
import "./overview.css";

/** Where an administrator begins: how things stand, as far as he may see it, and what waits for somebody. */
export default function OverviewPage() {
  const { t } = useTranslation("organizations");
  const organizationId = useOrganizationId();
  const can = useCan();
  const organization = useMe().organizations.find(({ id }) => id === organizationId);
  return (
    <PageFrame title={t("overview.title")} description={organization?.name}>
      {can("users:read") && <FirstSteps organizationId={organizationId} />}
      <Grid hasGutter>
        {can("users:read") && (
          <GridItem lg={6}>
            <UsersCard organizationId={organizationId} />
          </GridItem>
        )}
        <GridItem lg={6}>
          <AttentionCard organizationId={organizationId} />
        </GridItem>
        {can("users:read") && (
          <GridItem lg={6}>
            <IdleCard organizationId={organizationId} />
          </GridItem>
        )}
        {can("audit:read") && (
          <GridItem>
            <SignInsCard organizationId={organizationId} />
          </GridItem>
        )}
        {can("jobs:read") && (
          <GridItem lg={6}>
            <JobsCard organizationId={organizationId} />
          </GridItem>
        )}
        {can("users:import") && (
          <GridItem lg={6}>
            <ImportsCard organizationId={organizationId} />
          </GridItem>
        )}
      </Grid>
    </PageFrame>
  );
}
