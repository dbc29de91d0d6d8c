import { answer, api } from "@shared/api/client";
import type { operations } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

type UserCountQuery = NonNullable<operations["userList_count"]["parameters"]["query"]>;

/** How many users match; the key is that of the users' list, so live updates reach it. */
export function usersCounted(organizationId: string, query: UserCountQuery) {
  return queryOptions({
    queryKey: ["users", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/count", {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
  });
}

export type ShownState = "RUNNING" | "QUEUED" | "FAILED";

/** The newest few jobs in a state. */
export function jobsIn(organizationId: string, state: ShownState) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "list", { state, limit: 5 }],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/jobs", {
          params: { path: { organizationId }, query: { state, limit: 5 } },
          signal,
        }),
      ),
  });
}

/** Mails that wait for a relay. */
export const heldQuery = queryOptions({
  queryKey: ["outbox", "count", { state: "HELD" }],
  queryFn: ({ signal }) =>
    answer(api.GET("/api/v1/outbox/count", { params: { query: { state: "HELD" } }, signal })),
});
