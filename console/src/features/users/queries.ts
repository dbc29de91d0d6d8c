import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import type { Selection } from "@shared/table/types";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

type Schemas = components["schemas"];
export type UserRow = Schemas["UserSummary"];
export type User = Schemas["UserDetails"];
export type UserCreation = Schemas["UserCreationRequest"];
export type AddressDomains = Schemas["AddressDomains"];
export type UserEdit = Schemas["UserEditRequest"];
export type UserNames = Schemas["UserNamesRequest"];
export type UserSelection = Schemas["UserSelection"];
export type UserTemplate = Schemas["UserTemplate"];
export type Defaults = Schemas["DefaultsAnswer"];
export type ChosenFields = Schemas["ChosenFields"];
export type DefaultSetting = Schemas["PropagationRequest"]["settings"][number];
export type OwnField = Defaults["ownFields"][number];
export type MyProfile = Schemas["MyProfile"];
export type Profile = Schemas["ProfileForm"];
export type UserChange = Schemas["AuditItem"];
export type ChangesQuery = NonNullable<operations["audit_list"]["parameters"]["query"]>;
export type UsersQuery = NonNullable<operations["userList_list"]["parameters"]["query"]>;
type CountQuery = NonNullable<operations["userList_count"]["parameters"]["query"]>;

const USERS = "/api/v1/organizations/{organizationId}/users";
const USER = "/api/v1/organizations/{organizationId}/users/{userId}";

/** The states that users can be in and be sought by; nobody is invited before there are invitations. */
export const STATES = [
  "WAITING_FOR_PASSWORD",
  "ACTIVE",
  "DISABLED",
  "DELETED",
] as const satisfies readonly User["state"][];
export const TYPES = ["USER", "ADMINISTRATOR", "OWNER"] as const satisfies readonly User["type"][];
export const KINDS = ["CORPORATE", "ORDINARY", "GUEST"] as const satisfies NonNullable<
  UsersQuery["kind"]
>;
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

/** The organization's domains, in use or not: users keep their addresses when one is switched off. */
export function domainNamesQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["domains", organizationId, "names"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/domains", {
          params: { path: { organizationId }, query: { limit: 100 } },
          signal,
        }),
      ),
    select: ({ items }) =>
      items
        .map(({ name, displayName }) => ({ value: name, label: displayName }))
        .toSorted((a, b) => a.label.localeCompare(b.label, "en")),
  });
}

/** In which domains new users get their addresses. */
export function addressDomainsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["domains", organizationId, "addresses"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/address-domains", {
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

export function sendPasswordLink(organizationId: string, userId: string, idempotencyKey: string) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/{userId}/actions/send-password-link", {
      params: { path: { organizationId, userId } },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** Which entry of a directory a user comes from. */
export function directoryEntryQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "one", userId, "directory-entry"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/{userId}/directory-entry", {
          params: { path: { organizationId, userId } },
          signal,
        }),
      ),
  });
}

/** Whether mails can go out at this moment. */
export function mailWayQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "mail-way"],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/mail-way", {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  });
}

export function unlinkDirectory(organizationId: string, userId: string, idempotencyKey: string) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/{userId}/actions/unlink-directory", {
      params: { path: { organizationId, userId } },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

const DEFAULTS = "/api/v1/organizations/{organizationId}/user-defaults";

export function defaultsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "defaults"],
    queryFn: () => readDefaults(organizationId),
  });
}

export function readDefaults(organizationId: string) {
  return versioned(api.GET(DEFAULTS, { params: { path: { organizationId } } }));
}

export function saveDefaults(
  organizationId: string,
  body: Schemas["DefaultsRequest"],
  etag: string,
) {
  return answer(
    api.PUT(DEFAULTS, { params: { path: { organizationId } }, body, headers: ifMatch(etag) }),
  );
}

/** What a propagation would do, without doing it. */
export function previewPropagation(organizationId: string, body: Schemas["PropagationRequest"]) {
  return answer(
    api.POST(`${DEFAULTS}/propagation/preview`, { params: { path: { organizationId } }, body }),
  );
}

export function propagate(
  organizationId: string,
  body: Schemas["PropagationRequest"],
  idempotencyKey: string,
) {
  return answer(
    api.POST(`${DEFAULTS}/propagation`, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export const myProfileQuery = queryOptions({
  queryKey: ["me", "profile"],
  queryFn: () => readMyProfile(),
});

/** At which addresses mail reaches oneself. */
export const myMailQuery = queryOptions({
  queryKey: ["me", "mail-settings"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/mail-settings", { signal })),
});

export function readMyProfile() {
  return versioned(api.GET("/api/v1/me/profile"));
}

export function saveMyProfile(body: Profile, etag: string) {
  return answer(api.PUT("/api/v1/me/profile", { body, headers: ifMatch(etag) }));
}

/** Mails a link that proves the own address. */
export function askForVerification() {
  return answer(api.POST("/api/v1/me/email-verification"));
}

export function verifyAddress(token: string) {
  return answer(api.POST("/api/v1/email-verifications/{token}", { params: { path: { token } } }));
}

/** What was done to one user, the latest first. */
export function changesQuery(organizationId: string, userId: string, query: ChangesQuery) {
  return queryOptions({
    queryKey: ["audit", organizationId, "of-user", userId, query],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/audit", {
          params: { path: { organizationId }, query: { ...query, subjectId: userId } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** What is checked in the table, as bulk calls take it. */
export function selectionOf(selection: Selection<CountQuery>): UserSelection {
  return "ids" in selection
    ? { ids: [...selection.ids] }
    : { filter: selection.filter, except: [...selection.except] };
}

export type Activity = Schemas["Activity"];

/** Where a user is connected. What it tells changes by itself, so it is read every second while it is shown. */
export function activityQuery(organizationId: string, userId: string) {
  return queryOptions({
    queryKey: ["user-activity", organizationId, userId],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/users/{userId}/activity", {
          params: { path: { organizationId, userId } },
          signal,
        }),
      ),
    refetchInterval: 1_000,
  });
}

/** Ends one session of a user, or all. */
export function disconnect(organizationId: string, userId: string, sessionId: string | null) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/{userId}/actions/disconnect", {
      params: { path: { organizationId, userId } },
      body: { sessionId },
    }),
  );
}

/** Ends the place of somebody whom another organization manages. */
export function removeGuest(organizationId: string, userId: string): Promise<unknown> {
  return answer(
    api.DELETE("/api/v1/organizations/{organizationId}/guests/{userId}", {
      params: { path: { organizationId, userId } },
    }),
  );
}

const PHONES = "/api/v1/phone-settings";

export type PhoneSettings = components["schemas"]["PhoneSettingsView"];

export async function readPhoneSettings(signal?: AbortSignal) {
  const read = await versioned(api.GET(PHONES, { signal: signal ?? null }));
  return { values: { numbers: read.value.numbers }, etag: read.etag };
}

export const phoneSettingsQuery = queryOptions({
  queryKey: ["phone-settings"],
  queryFn: ({ signal }) => readPhoneSettings(signal),
});

export async function savePhoneSettings(body: PhoneSettings, etag: string) {
  const saved = await versioned(api.PUT(PHONES, { body, headers: ifMatch(etag) }));
  return { values: { numbers: saved.value.numbers }, etag: saved.etag };
}
