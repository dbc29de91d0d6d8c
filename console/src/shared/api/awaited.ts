/**
 * Operations that are agreed on and not yet in docs/api/openapi.json, in the form of the generated
 * schema. An operation that the schema has is taken out here.
 */
export interface AwaitedPaths {
  "/api/v1/sign-in/passkey/options": { post: Answers<Record<string, unknown>> };
  "/api/v1/sign-in/passkey": {
    post: Answers<import("./schema").components["schemas"]["SignInProgress"]> &
      Takes<Record<string, unknown>>;
  };
}

interface Answers<T> {
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": T } } };
}

interface Takes<T> {
  requestBody: { content: { "application/json": T } };
}
