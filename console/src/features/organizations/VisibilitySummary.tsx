import { Skeleton } from "@patternfly/react-core";
import type { Forest } from "@shared/tree/forest";
import type { Unit } from "@shared/units/queries";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { visibilityQuery } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly forest: Forest<Unit>;
  readonly unit: Unit;
}

const FEW = 5;

/** Whom the members of a unit see, in one line. */
export function VisibilitySummary({ organizationId, forest, unit }: Props) {
  const { t } = useTranslation("organizations");
  const { data } = useQuery(visibilityQuery(organizationId, unit.id));
  if (unit.seesAll) {
    return t("visibility.seesAll");
  }
  if (data === undefined) {
    return <Skeleton width="12rem" screenreaderText={t("visibility.term")} />;
  }
  const names = data.value.units.map((id) => forest.pathOf(id)).filter((path) => path !== "");
  if (names.length === 0) {
    return t("visibility.seesNobody");
  }
  const shown = names.slice(0, FEW).join(", ");
  return names.length > FEW ? t("visibility.andMore", { shown, count: names.length - FEW }) : shown;
}
