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
