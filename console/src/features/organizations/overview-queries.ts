import { answer, api } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

type Schemas = components["schemas"];
type UserCountQuery = NonNullable<operations["userList_count"]["parameters"]["query"]>;
export type UserStateCount = Schemas["UserStateCount"];
export type JobStateCount = Schemas["JobStateCount"];
export type SignInDay = Schemas["SignInDay"];
export type RecentImport = Schemas["ImportDetails"];

/** As many days as the chart of sign-ins shows. */
export const SIGN_IN_DAYS = 30;

const RECENT_IMPORTS = 5;

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

export function usersByState(organizationId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "states"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/states", {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  });
}

export function jobsByState(organizationId: string) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "states"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/jobs/states", {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  });
}

/** The days are those of the reader's time zone, as in the log that they lead to. */
export function signInsPerDay(organizationId: string, timeZone: string) {
  return queryOptions({
    queryKey: ["audit", organizationId, "sign-ins", timeZone],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/sign-ins", {
          params: { path: { organizationId }, query: { days: SIGN_IN_DAYS, timeZone } },
          signal,
        }),
      ),
  });
}

/** The newest files; read again, as all imports, while one is at work. */
export function recentImports(organizationId: string) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "imports", "list", { limit: RECENT_IMPORTS }],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/imports", {
          params: { path: { organizationId }, query: { limit: RECENT_IMPORTS } },
          signal,
        }),
      ),
  });
}

export type ShownState = "RUNNING" | "QUEUED";

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
