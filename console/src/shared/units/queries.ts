import { answer, api } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { Forest } from "@shared/tree/forest";
import { queryOptions } from "@tanstack/react-query";

export type Unit = components["schemas"]["UnitItem"];

/** The whole tree of an organization, with the number of users in each unit. */
export function unitsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["units", organizationId, "tree"],
    queryFn: async ({ signal }) => {
      const { items } = await answer(
        api.GET("/api/v1/organizations/{organizationId}/units", {
          params: { path: { organizationId } },
          signal,
        }),
      );
      return new Forest<Unit>(items);
    },
  });
}
