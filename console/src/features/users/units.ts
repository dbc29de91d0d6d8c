import { useCan } from "@shared/session/me";
import type { Option } from "@shared/table/types";
import { unitsQuery } from "@shared/units/queries";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

export interface UnitPaths {
  /** Units in the order of their tree, each with its path: "Sales / North". */
  readonly options: readonly Option[];
  /** Empty while the tree is on its way, and for whoever may not see it. */
  readonly pathOf: (unitId: string | null) => string;
  /** Where users go who belong nowhere else. */
  readonly builtIn: string | undefined;
}

export function useUnits(organizationId: string): UnitPaths {
  const can = useCan();
  const { data: forest } = useQuery({
    ...unitsQuery(organizationId),
    enabled: can("units:read"),
  });
  return useMemo(() => {
    const nodes = forest?.lines(() => true).map(({ node }) => node) ?? [];
    const paths = new Map(nodes.map(({ id }) => [id, forest?.pathOf(id) ?? ""]));
    return {
      options: [...paths].map(([value, label]) => ({ value, label })),
      pathOf: (unitId) => paths.get(unitId ?? "") ?? "",
      builtIn: nodes.find((unit) => unit.builtIn)?.id,
    };
  }, [forest]);
}
