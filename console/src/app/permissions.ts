import type { Needs } from "@shared/routing/route";
import { type Me, may } from "@shared/session/me";

/** Whether a page that needs this opens for this user in this organization. */
export function isPermitted(me: Me, needs: Needs, organizationId: string | undefined): boolean {
  return needs === "nothing" || needs === "signed-in" || may(me, needs, organizationId);
}
