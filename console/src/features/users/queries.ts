import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import type { Selection } from "@shared/table/types";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

type Schemas = components["schemas"];
export type UserRow = Schemas["UserSummary"];
export type User = Schemas["UserDetails"];
export type UserCreation = Schemas["UserCreationRequest"];
export type UserEdit = Schemas["UserEditRequest"];
export type UserNames = Schemas["UserNamesRequest"];
export type Unit = Schemas["UnitItem"];
export type UserSelection = Schemas["UserSelection"];
export type UsersQuery = NonNullable<operations["userList_list"]["parameters"]["query"]>;
type CountQuery = NonNullable<operations["userList_count"]["parameters"]["query"]>;

const USERS = "/api/v1/organizations/{organizationId}/users";
const USER = "/api/v1/organizations/{organizationId}/users/{userId}";

export const STATES = [
  "INVITED",
  "WAITING_FOR_PASSWORD",
  "ACTIVE",
  "DISABLED",
  "DELETED",
] as const satisfies readonly User["state"][];
export const TYPES = ["USER", "ADMINISTRATOR", "OWNER"] as const satisfies readonly User["type"][];
export const METHODS = [
  "DEFAULT",
  "PASSWORD",
  "DIRECTORY",
  "OIDC",
] as const satisfies readonly User["signInMethod"][];

export function usersQuery(organizationId: string, query: UsersQuery) {
  return queryOptions({
    queryKey: ["users", organizationId, "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(USERS, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function userCountQuery(organizationId: string, query: CountQuery) {
  return queryOptions({
    queryKey: ["users", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/count", {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function userQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "one", userId],
    queryFn: () => readUser(organizationId, userId),
  });
}

export function readUser(organizationId: string, userId: string) {
  return versioned(api.GET(USER, { params: { path: { organizationId, userId } } }));
}

export function unitsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["units", organizationId, "tree"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/units", {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  });
}

export function createUser(organizationId: string, body: UserCreation, idempotencyKey: string) {
  return answer(
    api.POST(USERS, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function saveUser(organizationId: string, userId: string, body: UserEdit, etag: string) {
  return answer(
    api.PUT(USER, {
      params: { path: { organizationId, userId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function renameUser(organizationId: string, userId: string, body: UserNames, etag: string) {
  return answer(
    api.PUT("/api/v1/organizations/{organizationId}/users/{userId}/names", {
      params: { path: { organizationId, userId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function resetPassword(
  organizationId: string,
  userId: string,
  body: Schemas["PasswordResetRequest"],
) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/{userId}/actions/reset-password", {
      params: { path: { organizationId, userId } },
      body,
    }),
  );
}

/** What is checked in the table, as bulk calls take it. */
export function selectionOf(selection: Selection<CountQuery>): UserSelection {
  return "ids" in selection
    ? { ids: [...selection.ids] }
    : { filter: selection.filter, except: [...selection.except] };
}
