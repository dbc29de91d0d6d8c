import { base } from "@shared/api/base";
import { answer, api } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import type { FilterOf } from "@shared/table/use-table";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type AuditEntry = components["schemas"]["AuditItem"];
export type AuditQuery = NonNullable<operations["audit_list"]["parameters"]["query"]>;
export type Verification = components["schemas"]["Result"];

/** Whose log: an organization's, or with undefined that of the instance. */
export type Log = string | undefined;

export function entriesQuery(log: Log, query: AuditQuery) {
  return queryOptions({
    queryKey: ["audit", log ?? "instance", "list", query],
    queryFn: ({ signal }) =>
      answer(
        log === undefined
          ? api.GET("/api/v1/audit", { params: { query }, signal })
          : api.GET("/api/v1/organizations/{organizationId}/audit", {
              params: { path: { organizationId: log }, query },
              signal,
            }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Walks the whole chain, so it may take seconds. */
export function verify(log: Log): Promise<Verification> {
  return answer(
    log === undefined
      ? api.POST("/api/v1/audit/verify")
      : api.POST("/api/v1/organizations/{organizationId}/audit/verify", {
          params: { path: { organizationId: log } },
        }),
  );
}

/** Where the browser fetches the entries that match as CSV. */
export function exportAddress(log: Log, filter: FilterOf<AuditQuery>): string {
  const path =
    log === undefined
      ? `${base}/api/v1/audit/export`
      : `${base}/api/v1/organizations/${encodeURIComponent(log)}/audit/export`;
  const search = new URLSearchParams(
    Object.entries(filter).map(([name, value]) => [name, String(value)]),
  ).toString();
  return search === "" ? path : `${path}?${search}`;
}
