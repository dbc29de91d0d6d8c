/**
 * Written over by `npm run api` from docs/api/openapi.json.
 */
export interface paths {
  "/api/v1/me": {
    get: operations["me"];
  };
  "/api/v1/sign-in": {
    post: operations["signIn"];
  };
  "/api/v1/sign-in/second-factor": {
    post: operations["secondFactor"];
  };
  "/api/v1/sign-in/new-password": {
    post: operations["newPasswordAtSignIn"];
  };
  "/api/v1/sign-in/passkey/options": {
    post: operations["passkeyOptions"];
  };
  "/api/v1/sign-in/passkey": {
    post: operations["signInByPasskey"];
  };
  "/api/v1/sign-out": {
    post: operations["signOut"];
  };
  "/api/v1/setup": {
    post: operations["setUp"];
  };
  "/api/v1/password-resets": {
    post: operations["requestPasswordReset"];
  };
  "/api/v1/password-resets/{token}": {
    post: operations["resetPassword"];
  };
}
export interface components {
  schemas: {
    Me: {
      user: {
        id: string;
        address: string;
        logonName: string;
        firstName: string;
        lastName: string;
        displayName: string;
        timeZone: string;
        language: string;
      };
      instancePermissions: string[];
      organizations: {
        id: string;
        name: string;
        active: boolean;
        permissions: string[];
      }[];
    };
    SignInProgress: {
      /** @enum {string} */
      next: "done" | "second-factor" | "new-password";
      methods: ("totp" | "recovery-code" | "passkey")[];
    };
  };
}
interface Ok<T> {
  responses: { 200: { headers: { [name: string]: unknown }; content: { "application/json": T } } };
}
interface Body<T> {
  requestBody: { content: { "application/json": T } };
}
interface NoContent {
  responses: { 204: { headers: { [name: string]: unknown }; content?: never } };
}
export interface operations {
  me: Ok<components["schemas"]["Me"]>;
  signIn: Ok<components["schemas"]["SignInProgress"]> & Body<{ name: string; password: string }>;
  secondFactor: Ok<components["schemas"]["SignInProgress"]> &
    Body<{ method: "totp" | "recovery-code"; code: string }>;
  newPasswordAtSignIn: Ok<components["schemas"]["SignInProgress"]> & Body<{ newPassword: string }>;
  passkeyOptions: Ok<Record<string, unknown>>;
  signInByPasskey: Ok<components["schemas"]["SignInProgress"]> & Body<Record<string, unknown>>;
  signOut: NoContent;
  setUp: NoContent &
    Body<{
      token: string;
      organizationName: string;
      firstName: string;
      lastName: string;
      address: string;
      password: string;
    }>;
  requestPasswordReset: NoContent & Body<{ name: string }>;
  resetPassword: NoContent & { parameters: { path: { token: string } } } & Body<{ newPassword: string }>;
}
