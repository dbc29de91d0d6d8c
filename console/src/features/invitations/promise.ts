import type { RoleChoice } from "@shared/rights/AddRoleDialog";
import type { PermissionName } from "@shared/rights/queries";
import type { Invitation, PromiseRequest } from "./queries";

/** What is promised on one mailbox. */
export interface MailboxChoice {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: readonly PermissionName[];
}

/** What is promised, as the form has it. */
export interface PromiseValues {
  readonly roles: readonly RoleChoice[];
  readonly permissions: readonly PermissionName[];
  readonly mailboxes: readonly MailboxChoice[];
}

export const NOTHING: PromiseValues = { roles: [], permissions: [], mailboxes: [] };

/** @param names of the roles, by id */
export function valuesOf(
  { roles, permissions, mailboxes }: Invitation,
  names: ReadonlyMap<string, string>,
): PromiseValues {
  return {
    roles: roles.map((id) => ({ id, name: names.get(id) ?? id })),
    permissions,
    mailboxes: mailboxes.map((one) => ({
      id: one.mailboxId,
      name: one.name,
      roles: one.roles,
      permissions: one.permissions,
    })),
  };
}

export function requestOf({ roles, permissions, mailboxes }: PromiseValues): PromiseRequest {
  return {
    roles: roles.map(({ id }) => id),
    permissions: [...permissions],
    mailboxes: mailboxes.map((one) => ({
      mailboxId: one.id,
      roles: [...one.roles],
      permissions: [...one.permissions],
    })),
  };
}
