import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type Role = components["schemas"]["RoleView"];
export type RoleDraft = components["schemas"]["RoleDraft"];
export type RolesQuery = NonNullable<operations["role_list"]["parameters"]["query"]>;
type RoleCountQuery = NonNullable<operations["role_count"]["parameters"]["query"]>;

const ROLES = "/api/v1/organizations/{organizationId}/roles";
const ROLE = "/api/v1/organizations/{organizationId}/roles/{roleId}";

export function rolesQuery(organizationId: string, query: RolesQuery) {
  return queryOptions({
    queryKey: ["roles", organizationId, "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(ROLES, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function roleCountQuery(organizationId: string, query: RoleCountQuery) {
  return queryOptions({
    queryKey: ["roles", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(api.GET(`${ROLES}/count`, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function roleQuery(organizationId: string, roleId: string) {
  return queryOptions({
    queryKey: ["roles", organizationId, "one", roleId],
    queryFn: () => readRole(organizationId, roleId),
  });
}

export function readRole(organizationId: string, roleId: string): Promise<Versioned<Role>> {
  return versioned(api.GET(ROLE, { params: { path: { organizationId, roleId } } }));
}

export function createRole(
  organizationId: string,
  body: RoleDraft,
  idempotencyKey: string,
): Promise<Role> {
  return answer(
    api.POST(ROLES, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function saveRole(
  organizationId: string,
  roleId: string,
  body: RoleDraft,
  etag: string,
): Promise<Role> {
  return answer(
    api.PUT(ROLE, {
      params: { path: { organizationId, roleId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function copyRole(organizationId: string, roleId: string, name: string): Promise<Role> {
  return answer(
    api.POST(`${ROLE}/copy`, { params: { path: { organizationId, roleId } }, body: { name } }),
  );
}

export async function deleteRole(organizationId: string, roleId: string): Promise<void> {
  // The list carries no version; the one to delete over is that of now.
  const { etag } = await readRole(organizationId, roleId);
  await answer(
    api.DELETE(ROLE, { params: { path: { organizationId, roleId } }, headers: ifMatch(etag) }),
  );
}

export type SystemAdministrator = components["schemas"]["SystemAdministrator"];

export const systemAdministratorsQuery = queryOptions({
  queryKey: ["system-administrators"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/system-administrators", { signal })),
});

export function nameSystemAdministrator(userId: string): Promise<unknown> {
  return answer(
    api.PUT("/api/v1/system-administrators/{userId}", { params: { path: { userId } } }),
  );
}

export function removeSystemAdministrator(userId: string): Promise<unknown> {
  return answer(
    api.DELETE("/api/v1/system-administrators/{userId}", { params: { path: { userId } } }),
  );
}

const OFFERED = 10;

/** The first few whose name or address begins so, to choose one from. */
export function usersFoundQuery(organizationId: string, search: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "found", search],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users", {
          params: {
            path: { organizationId },
            query: { search, state: ["ACTIVE"], limit: OFFERED },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
