/**
 * Where this tab's console and API are: "/as/ID" in a tab in which an administrator works with the account of a
 * user, else "". The server gives such a tab what that user would get, beside the administrator's other tabs.
 */
export const base =
  /^\/as\/[\da-f-]{36}(?=\/|$)/.exec(globalThis.location?.pathname ?? "")?.[0] ?? "";
