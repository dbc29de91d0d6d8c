/** What the server's catalogue holds; roles are presets of these and never asked for in the console. */
export type OrganizationPermission =
  | "users:read"
  | "users:create"
  | "users:edit"
  | "users:disable"
  | "users:delete"
  | "users:purge"
  | "users:passwords"
  | "users:export"
  | "users:import"
  | "users:defaults"
  | "roles:read"
  | "roles:manage"
  | "roles:delete"
  | "grants:assign"
  | "grants:revoke"
  | "units:read"
  | "units:manage"
  | "organization:read"
  | "organization:manage"
  | "audit:read"
  | "audit:export"
  | "jobs:read"
  | "jobs:cancel"
  | "notices:read"
  | "policy:manage";

export type InstancePermission =
  | "instance:organizations"
  | "instance:settings"
  | "instance:outbox"
  | "instance:audit";

export type Permission = OrganizationPermission | InstancePermission;

export function isInstancePermission(permission: Permission): permission is InstancePermission {
  return permission.startsWith("instance:");
}
