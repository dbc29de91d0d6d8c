import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type OrganizationItem = components["schemas"]["OrganizationItem"];
export type Organization = components["schemas"]["OrganizationAnswer"];
export type OrganizationEdit = components["schemas"]["OrganizationEditRequest"];
export type OrganizationCreation = components["schemas"]["OrganizationCreateRequest"];
export type OrganizationsQuery = NonNullable<
  operations["organization_list"]["parameters"]["query"]
>;
export type Visibility = components["schemas"]["VisibilityFields"];
export type UnitEdit = components["schemas"]["UnitRequest"];
export type Below = NonNullable<
  NonNullable<operations["unit_delete"]["parameters"]["query"]>["below"]
>;
export type OrganizationAct =
  | "switch-off"
  | "switch-on"
  | "make-default"
  | "require-proved-domains"
  | "allow-unproved-domains";

const ORGANIZATION = "/api/v1/organizations/{organizationId}";
const UNIT = "/api/v1/organizations/{organizationId}/units/{unitId}";
const VISIBILITY = "/api/v1/organizations/{organizationId}/units/{unitId}/visibility";

export function organizationsQuery(query: OrganizationsQuery) {
  return queryOptions({
    queryKey: ["organizations", "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET("/api/v1/organizations", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function organizationCountQuery(query: { search?: string; active?: boolean }) {
  return queryOptions({
    queryKey: ["organizations", "count", query],
    queryFn: ({ signal }) =>
      answer(api.GET("/api/v1/organizations/count", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The domains of the organization; it has 100 at most. */
export function domainsOfQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["domains", organizationId, "list"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/domains", {
          params: { path: { organizationId }, query: { limit: 100 } },
          signal,
        }),
      ),
  });
}

export function createOrganization(
  body: OrganizationCreation,
  idempotencyKey: string,
): Promise<Organization> {
  return answer(
    api.POST("/api/v1/organizations", { body, headers: { "Idempotency-Key": idempotencyKey } }),
  );
}

export function organizationQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["organizations", organizationId, "settings"],
    queryFn: () => readOrganization(organizationId),
  });
}

export function readOrganization(organizationId: string): Promise<Versioned<Organization>> {
  return versioned(api.GET(ORGANIZATION, { params: { path: { organizationId } } }));
}

export function saveOrganization(
  organizationId: string,
  body: OrganizationEdit,
  etag: string,
): Promise<Organization> {
  return answer(
    api.PUT(ORGANIZATION, { params: { path: { organizationId } }, body, headers: ifMatch(etag) }),
  );
}

export function actOnOrganization(
  organizationId: string,
  act: OrganizationAct,
): Promise<Organization> {
  return answer(
    api.POST(`/api/v1/organizations/{organizationId}/actions/${act}`, {
      params: { path: { organizationId } },
    }),
  );
}

export function createUnit(organizationId: string, body: UnitEdit, idempotencyKey: string) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/units", {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function readUnit(organizationId: string, unitId: string) {
  return versioned(api.GET(UNIT, { params: { path: { organizationId, unitId } } }));
}

export function saveUnit(organizationId: string, unitId: string, body: UnitEdit, etag: string) {
  return answer(
    api.PUT(UNIT, { params: { path: { organizationId, unitId } }, body, headers: ifMatch(etag) }),
  );
}

/** Answers the job when many users have to move first. */
export function deleteUnit(
  organizationId: string,
  unitId: string,
  query: { moveUsers: boolean; below: Below },
  etag: string,
): Promise<{ jobId: string } | undefined> {
  return answer(
    api.DELETE(UNIT, {
      params: { path: { organizationId, unitId }, query },
      headers: ifMatch(etag),
    }),
  );
}

export function visibilityQuery(organizationId: string, unitId: string) {
  return queryOptions({
    queryKey: ["units", organizationId, "visibility", unitId],
    queryFn: () => readVisibility(organizationId, unitId),
  });
}

export function readVisibility(
  organizationId: string,
  unitId: string,
): Promise<Versioned<Visibility>> {
  return versioned(api.GET(VISIBILITY, { params: { path: { organizationId, unitId } } }));
}

export function saveVisibility(
  organizationId: string,
  unitId: string,
  body: Visibility,
  etag: string,
): Promise<Visibility> {
  return answer(
    api.PUT(VISIBILITY, {
      params: { path: { organizationId, unitId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

/** The tag of a row whose version came with a list. */
export function etagOf({ version }: { version: number }): string {
  return `"${version}"`;
}
