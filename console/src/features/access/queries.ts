import { answer, api } from "@shared/api/client";
import type { components } from "@shared/api/schema";

export type SignInProgress = components["schemas"]["SignInProgress"];
export type TotpOffer = components["schemas"]["TotpOffer"];

export function signIn(body: { name: string; password: string }): Promise<SignInProgress> {
  return answer(api.POST("/api/v1/sign-in", { body }));
}

/** Takes a code of the authenticator app and a recovery code alike. */
export function proveSecondFactor(code: string): Promise<SignInProgress> {
  return answer(api.POST("/api/v1/sign-in/second-factor", { body: { code } }));
}

/** A new secret for an authenticator app, where one must be set up before one comes in. */
export function offerSecondFactor(): Promise<TotpOffer> {
  return answer(api.POST("/api/v1/sign-in/second-factor/setup"));
}

/** Answers with the recovery codes, this once. */
export function confirmSecondFactor(code: string): Promise<SignInProgress> {
  return answer(api.POST("/api/v1/sign-in/second-factor/setup/confirmation", { body: { code } }));
}

export function setNewPassword(newPassword: string): Promise<SignInProgress> {
  return answer(api.POST("/api/v1/sign-in/new-password", { body: { newPassword } }));
}

export function requestPasswordReset(name: string): Promise<unknown> {
  return answer(api.POST("/api/v1/password-resets", { body: { name } }));
}

export function resetPassword(token: string, newPassword: string): Promise<unknown> {
  return answer(
    api.POST("/api/v1/password-resets/{token}", {
      params: { path: { token } },
      body: { password: newPassword },
    }),
  );
}

export type Setup = components["schemas"]["SetupRequest"];

export function setUp(body: Setup): Promise<unknown> {
  return answer(api.POST("/api/v1/setup", { body }));
}
