import { base } from "@shared/api/base";
import { answer, api, csrfHeader } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type Impersonation = components["schemas"]["OwnImpersonation"];

/** Whether an administrator works with somebody's account in this tab. */
export const isImpersonating = base !== "";

/** Who does it here, why and until when. */
export const impersonationQuery = queryOptions({
  queryKey: ["me", "impersonation"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/me/impersonation", { signal })),
  enabled: isImpersonating,
});

export function endImpersonation() {
  return answer(api.POST("/api/v1/me/impersonation/actions/end"));
}

/** Says that the tab goes: the server ends the impersonation unless it only loads anew. */
export function leaveImpersonation(): void {
  void fetch(`${base}/api/v1/me/impersonation/actions/leave`, {
    method: "POST",
    keepalive: true,
    headers: csrfHeader(),
  });
}
