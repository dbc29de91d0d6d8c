import {
  Button,
  Card,
  CardBody,
  CardTitle,
  Content,
  Grid,
  GridItem,
  Skeleton,
} from "@patternfly/react-core";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { unitsQuery } from "@shared/units/queries";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { UnitDetails } from "./UnitDetails";
import { UnitFormDialog } from "./UnitFormDialog";
import { UnitsTree } from "./UnitsTree";

/** The tree of units on one side, the chosen unit on the other. Which one is chosen stands in the address. */
export default function UnitsPage() {
  const { t } = useTranslation("organizations");
  const organizationId = useOrganizationId();
  const can = useCan();
  const { data: forest, error, refetch } = useQuery(unitsQuery(organizationId));
  const [search, setSearch] = useSearchParams();
  const [isCreating, create] = useState(false);
  const chosen = forest?.find(search.get("unit")) ?? forest?.nodes.find(({ builtIn }) => builtIn);
  const choose = (unit: string | undefined) =>
    setSearch(unit === undefined ? {} : { unit }, { replace: true });
  return (
    <PageFrame
      title={t("units.title")}
      description={t("units.are")}
      actions={
        can("units:manage") && (
          <Button variant="primary" onClick={() => create(true)}>
            {t("units.create")}
          </Button>
        )
      }
    >
      {forest === undefined && error !== null && (
        <RowsFailed error={error} onRetry={() => void refetch()} />
      )}
      {forest === undefined && error === null && (
        <Skeleton height="20rem" screenreaderText={t("units.title")} />
      )}
      {forest !== undefined && (
        <Grid hasGutter>
          <GridItem lg={6}>
            <Card>
              <CardTitle component="h2">{t("units.tree")}</CardTitle>
              <CardBody>
                <UnitsTree
                  organizationId={organizationId}
                  forest={forest}
                  selected={chosen?.id}
                  onSelect={choose}
                />
                {forest.nodes.length === 1 && (
                  <Content component="p">{t("units.onlyBuiltIn")}</Content>
                )}
              </CardBody>
            </Card>
          </GridItem>
          <GridItem lg={6}>
            {chosen !== undefined && (
              <UnitDetails
                key={chosen.id}
                organizationId={organizationId}
                forest={forest}
                unit={chosen}
                onChoose={choose}
              />
            )}
          </GridItem>
        </Grid>
      )}
      {isCreating && (
        <UnitFormDialog
          organizationId={organizationId}
          parentId={null}
          onSaved={choose}
          onClose={() => create(false)}
        />
      )}
    </PageFrame>
  );
}
