import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type OwnSession = components["schemas"]["OwnSession"];
export type OwnToken = components["schemas"]["OwnToken"];
export type TokenPermission = components["schemas"]["NewTokenRequest"]["permissions"][number];
export type PolicyRequest = components["schemas"]["PasswordPolicyRequest"];

const POLICY = "/api/v1/organizations/{organizationId}/password-policy";

export const passwordQuery = queryOptions({
  queryKey: ["me", "password"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/password", { signal })),
});

export const totpQuery = queryOptions({
  queryKey: ["me", "totp"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/totp", { signal })),
});

export const recoveryCodesQuery = queryOptions({
  queryKey: ["me", "recovery-codes"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/recovery-codes", { signal })),
});

export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/sessions", { signal })),
});

export const impersonationsQuery = queryOptions({
  queryKey: ["me", "impersonations"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/impersonations", { signal })),
});

/** Mail programs come and go without a word to the browser. */
export const mailConnectionsQuery = queryOptions({
  queryKey: ["me", "mail-connections"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/mail-connections", { signal })),
  refetchInterval: 1_000,
});

export function endMailConnection(connectionId: string) {
  return answer(
    api.DELETE("/api/v1/me/mail-connections/{connectionId}", {
      params: { path: { connectionId } },
    }),
  );
}

export const tokensQuery = queryOptions({
  queryKey: ["me", "tokens"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/tokens", { signal })),
});

export const passkeysQuery = queryOptions({
  queryKey: ["me", "passkeys"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/passkeys", { signal })),
});

export function renamePasskey(passkeyId: string, label: string) {
  return answer(
    api.PUT("/api/v1/me/passkeys/{passkeyId}", {
      params: { path: { passkeyId } },
      body: { label },
    }),
  );
}

export function removePasskey(passkeyId: string, password: string) {
  return answer(
    api.POST("/api/v1/me/passkeys/{passkeyId}/removal", {
      params: { path: { passkeyId } },
      body: { password },
    }),
  );
}

export function changePassword(currentPassword: string, newPassword: string) {
  return answer(api.POST("/api/v1/me/password", { body: { currentPassword, newPassword } }));
}

export function offerTotp(password: string) {
  return answer(api.POST("/api/v1/me/totp", { body: { password } }));
}

export function confirmTotp(code: string) {
  return answer(api.POST("/api/v1/me/totp/confirmation", { body: { code } }));
}

export function removeTotp(password: string) {
  return answer(api.POST("/api/v1/me/totp/removal", { body: { password } }));
}

export function renewRecoveryCodes(password: string) {
  return answer(api.POST("/api/v1/me/recovery-codes", { body: { password } }));
}

export function endSession(sessionId: string) {
  return answer(api.DELETE("/api/v1/me/sessions/{sessionId}", { params: { path: { sessionId } } }));
}

export function endOtherSessions() {
  return answer(api.POST("/api/v1/me/sessions/actions/end-others"));
}

export function makeToken(body: components["schemas"]["NewTokenRequest"]) {
  return answer(api.POST("/api/v1/me/tokens", { body }));
}

export function revokeToken(tokenId: string) {
  return answer(api.DELETE("/api/v1/me/tokens/{tokenId}", { params: { path: { tokenId } } }));
}

export function readPolicy(organizationId: string) {
  return versioned(api.GET(POLICY, { params: { path: { organizationId } } }));
}

export function policyQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["password-policy", organizationId],
    queryFn: () => readPolicy(organizationId),
  });
}

export function savePolicy(organizationId: string, body: PolicyRequest, etag: string) {
  return answer(
    api.PUT(POLICY, { params: { path: { organizationId } }, body, headers: ifMatch(etag) }),
  );
}
