import { answer, api } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type StatusRow = components["schemas"]["UserStatusSummary"];
export type StatusesQuery = NonNullable<operations["userStatus_list"]["parameters"]["query"]>;
export type ConnectedBy = StatusRow["connections"][number]["service"];

export const SERVICES = ["WEB", "IMAP", "SUBMISSION"] as const satisfies readonly ConnectedBy[];

/** How users stand. Nobody tells when a mail program comes or goes, so it is read every few seconds while it is shown. */
export function statusesQuery(organizationId: string, query: StatusesQuery) {
  return queryOptions({
    queryKey: ["users", organizationId, "statuses", query],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/statuses", {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}
