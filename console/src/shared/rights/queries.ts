import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type CatalogueSection = components["schemas"]["CatalogueSection"];
export type CatalogueEntry = components["schemas"]["CatalogueEntry"];
export type PermissionName = CatalogueEntry["permission"];
export type ListedRole = components["schemas"]["ListedRole"];
export type Grants = components["schemas"]["GrantsView"];
export type EffectiveRights = components["schemas"]["EffectiveRightsView"];

const GRANTS = "/api/v1/organizations/{organizationId}/users/{userId}/grants";

/** All permissions by section; the same as long as the server isn't replaced. */
export const catalogueQuery = queryOptions({
  queryKey: ["permissions"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/permissions", { signal })),
});

/** The roles of a level whose name holds this text, at most 500, for choosing from. */
export function rolesToGiveQuery(
  organizationId: string,
  name: string,
  level: ListedRole["level"] = "ORGANIZATION",
) {
  return queryOptions({
    queryKey: ["roles", organizationId, "to-give", level, name],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/roles", {
          params: { path: { organizationId }, query: { limit: 500, name, level } },
          signal,
        }),
      ),
  });
}

export function grantsQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["roles", organizationId, "grants", userId],
    queryFn: () => readGrants(organizationId, userId),
  });
}

export function readGrants(organizationId: string, userId: string): Promise<Versioned<Grants>> {
  return versioned(api.GET(GRANTS, { params: { path: { organizationId, userId } } }));
}

export function saveGrants(
  organizationId: string,
  userId: string,
  body: { roles: string[]; permissions: PermissionName[] },
  etag: string,
): Promise<Grants> {
  return answer(
    api.PUT(GRANTS, {
      params: { path: { organizationId, userId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function effectiveRightsQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["roles", organizationId, "effective-rights", userId],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/{userId}/effective-rights", {
          params: { path: { organizationId, userId } },
          signal,
        }),
      ),
  });
}
