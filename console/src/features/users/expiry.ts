import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";
import type { UserSelection } from "./queries";

export type ExpiryWarnings = components["schemas"]["ExpiryWarningsAnswer"];

/**
 * Says when an account ends.
 *
 * @param expiresOn a day such as 2030-12-31; null for never
 */
export function setExpiry(organizationId: string, userId: string, expiresOn: string | null) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/{userId}/actions/set-expiry", {
      params: { path: { organizationId, userId } },
      body: { expiresOn },
    }),
  );
}

/** Says when the accounts of all of the selection end, as a job. */
export function setExpiryOfMany(
  organizationId: string,
  selection: UserSelection,
  expiresOn: string | null,
  idempotencyKey: string,
) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/actions/set-expiry", {
      params: { path: { organizationId } },
      body: { selection, expiresOn },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

const WARNINGS = "/api/v1/organizations/{organizationId}/expiry-warnings";

/** When users are warned that their accounts end. */
export function expiryWarningsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["users", organizationId, "expiry-warnings"],
    queryFn: () => readExpiryWarnings(organizationId),
  });
}

export function readExpiryWarnings(organizationId: string) {
  return versioned(api.GET(WARNINGS, { params: { path: { organizationId } } }));
}

export function saveExpiryWarnings(
  organizationId: string,
  body: components["schemas"]["ExpiryWarningsRequest"],
  etag: string,
) {
  return answer(
    api.PUT(WARNINGS, { params: { path: { organizationId } }, body, headers: ifMatch(etag) }),
  );
}

/** Reads "30, 7, 1"; NaN stands for what is no number. */
export function daysTyped(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : Number.NaN));
}
