import type { components } from "@shared/api/schema";

/** The server's catalogue; roles are presets of these and never asked for in the console. */
export type Permission = components["schemas"]["Me"]["instancePermissions"][number];

/** Held for the instance as a whole, not in an organization. */
export function isInstancePermission(permission: Permission): boolean {
  return permission.startsWith("instance:");
}
