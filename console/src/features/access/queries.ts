import { answer, api } from "@shared/api/client";
import type { components } from "@shared/api/schema";

export type SignInProgress = components["schemas"]["SignInProgress"];
export type SecondFactor = SignInProgress["methods"][number];

export function signIn(body: { name: string; password: string }): Promise<SignInProgress> {
  return answer(api.POST("/api/v1/sign-in", { body }));
}

export function proveSecondFactor(
  method: "totp" | "recovery-code",
  code: string,
): Promise<SignInProgress> {
  return answer(api.POST("/api/v1/sign-in/second-factor", { body: { method, code } }));
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
      body: { newPassword },
    }),
  );
}

export interface Setup {
  readonly token: string;
  readonly organizationName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address: string;
  readonly password: string;
}

export function setUp(body: Setup): Promise<unknown> {
  return answer(api.POST("/api/v1/setup", { body }));
}
