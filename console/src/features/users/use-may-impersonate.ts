import { isImpersonating } from "@shared/session/impersonation";
import { useCan, useMe } from "@shared/session/me";

/** Whether it makes sense to offer it; who holds more rights is known to the server alone. */
export function useMayImpersonate(): (userId: string) => boolean {
  const can = useCan();
  const me = useMe();
  return (userId) => can("users:impersonate") && !isImpersonating && userId !== me.user.id;
}
