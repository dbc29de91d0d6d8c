import { answer, api } from "@shared/api/client";
import type { Permission } from "@shared/session/permissions";
import { queryOptions } from "@tanstack/react-query";
import type { ChosenFields, User, UserSelection } from "./queries";
import type { ConnectedBy } from "./statuses";

/** What can be done to one user and to many alike. */
export type Act =
  | "enable"
  | "disable"
  | "expire-password"
  | "resync"
  | "move"
  | "delete"
  | "restore"
  | "purge";

/** What a yes is enough for where many are meant; for one user each has a dialog of its own. */
export type ManyAct =
  | Act
  | "disconnect"
  | "reindex"
  | "recalculate-usage"
  | "reset-password"
  | "send-password-mail"
  | "export"
  | "report";

/** What is done to the roles of many; those of one user have their own page. */
export type RoleAct = "add-role" | "remove-role";

/** What has a dialog of its own where many are meant. */
type OwnAct = "set-fields" | "mail" | "set-mailbox-limit" | "switch-services" | "change-aliases";

export const PERMISSION: Record<ManyAct | RoleAct | OwnAct, Permission> = {
  enable: "users:disable",
  disable: "users:disable",
  "expire-password": "users:passwords",
  resync: "mailboxes:resync",
  disconnect: "users:disconnect",
  reindex: "mailboxes:reindex",
  "recalculate-usage": "mailboxes:storage",
  move: "users:edit",
  delete: "users:delete",
  restore: "users:delete",
  purge: "users:purge",
  "add-role": "grants:assign",
  "remove-role": "grants:revoke",
  "reset-password": "users:passwords",
  "send-password-mail": "users:passwords",
  export: "users:export",
  report: "users:export",
  "set-fields": "users:edit",
  mail: "users:mail",
  "set-mailbox-limit": "mailboxes:storage",
  "switch-services": "mailboxes:delivery",
  "change-aliases": "mailboxes:delivery",
};

/** What the person chose in the dialog. */
export interface Choice {
  readonly allowIncoming: boolean;
  readonly unitId: string;
  /** Not only the selection but everybody, of an act that takes few at a time. */
  readonly everybody?: boolean;
  /** What is disconnected; every service when it is missing. */
  readonly services?: readonly ConnectedBy[];
  /** What was typed to show that it is meant: the account, or the number of users. */
  readonly confirmation: string;
}

/** Which acts make sense for a user as he is now. */
export function actsFor(user: Pick<User, "state">): readonly Act[] {
  switch (user.state) {
    case "DELETED":
      return ["restore", "purge"];
    case "DISABLED":
      return ["enable", "move", "delete"];
    default:
      return ["disable", "expire-password", "resync", "move", "delete"];
  }
}

/** How many users are resynced at most, unless it is everybody. */
export const MOST_RESYNCED = 25;

/** Starts the job that disconnects the mail programs of one user. */
export function resyncOne(
  organizationId: string,
  userId: string,
  idempotencyKey: string,
): Promise<{ jobId: string }> {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/{userId}/actions/resync", {
      params: { path: { organizationId, userId } },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export async function actOnOne(
  organizationId: string,
  userId: string,
  act: Exclude<Act, "resync">,
  choice: Choice,
): Promise<void> {
  const params = { params: { path: { organizationId, userId } } };
  const at = "/api/v1/organizations/{organizationId}/users/{userId}/actions";
  switch (act) {
    case "enable":
      await answer(api.POST(`${at}/enable`, params));
      return;
    case "disable":
      await answer(
        api.POST(`${at}/disable`, { ...params, body: { allowIncoming: choice.allowIncoming } }),
      );
      return;
    case "expire-password":
      await answer(api.POST(`${at}/expire-password`, params));
      return;
    case "move":
      await answer(api.POST(`${at}/move`, { ...params, body: { unitId: choice.unitId } }));
      return;
    case "delete":
      await answer(api.POST(`${at}/delete`, params));
      return;
    case "restore":
      await answer(api.POST(`${at}/restore`, { ...params, body: {} }));
      return;
    case "purge":
      await answer(
        api.POST(`${at}/purge`, { ...params, body: { confirmation: choice.confirmation } }),
      );
  }
}

/** Starts the job that does it to all of the selection; the same key never starts a second one. */
export function actOnMany(
  organizationId: string,
  selection: UserSelection,
  act: ManyAct,
  choice: Choice,
  idempotencyKey: string,
): Promise<{ jobId: string }> {
  const params = {
    params: { path: { organizationId } },
    headers: { "Idempotency-Key": idempotencyKey },
  };
  const at = "/api/v1/organizations/{organizationId}/users/actions";
  switch (act) {
    case "enable":
      return answer(api.POST(`${at}/enable`, { ...params, body: { selection } }));
    case "disable":
      return answer(
        api.POST(`${at}/disable`, {
          ...params,
          body: { selection, allowIncoming: choice.allowIncoming },
        }),
      );
    case "expire-password":
      return answer(api.POST(`${at}/expire-password`, { ...params, body: { selection } }));
    case "disconnect":
      return answer(
        api.POST(`${at}/disconnect`, {
          ...params,
          body: {
            selection,
            services: choice.services === undefined ? null : [...choice.services],
          },
        }),
      );
    case "reindex":
      return answer(api.POST(`${at}/reindex`, { ...params, body: { selection } }));
    case "recalculate-usage":
      return answer(api.POST(`${at}/recalculate-usage`, { ...params, body: { selection } }));
    case "reset-password":
      return answer(api.POST(`${at}/reset-password`, { ...params, body: { selection } }));
    case "send-password-mail":
      return answer(api.POST(`${at}/send-password-mail`, { ...params, body: { selection } }));
    case "resync":
      return choice.everybody === true
        ? answer(api.POST(`${at}/resync-all`, params))
        : answer(api.POST(`${at}/resync`, { ...params, body: { selection } }));
    case "export":
      return answer(
        api.POST("/api/v1/organizations/{organizationId}/exports", {
          ...params,
          body: { selection },
        }),
      );
    case "report":
      return answer(
        api.POST("/api/v1/organizations/{organizationId}/reports", {
          ...params,
          body: { selection },
        }),
      );
    case "move":
      return answer(
        api.POST(`${at}/move`, { ...params, body: { selection, unitId: choice.unitId } }),
      );
    case "delete":
      return answer(api.POST(`${at}/delete`, { ...params, body: { selection } }));
    case "restore":
      return answer(api.POST(`${at}/restore`, { ...params, body: { selection } }));
    case "purge":
      return answer(
        api.POST(`${at}/purge`, {
          ...params,
          body: { selection, confirmation: choice.confirmation },
        }),
      );
  }
}

/** Gives a role to all of the selection, or takes it from them, as a job. */
export function changeRoleOfMany(
  organizationId: string,
  selection: UserSelection,
  act: RoleAct,
  roleId: string,
  idempotencyKey: string,
): Promise<{ jobId: string }> {
  const call = {
    params: { path: { organizationId } },
    body: { selection, roleId },
    headers: { "Idempotency-Key": idempotencyKey },
  };
  const at = "/api/v1/organizations/{organizationId}/users/actions";
  return answer(
    act === "add-role" ? api.POST(`${at}/add-role`, call) : api.POST(`${at}/remove-role`, call),
  );
}

/** Overwrites fields of all of the selection, as a job; what is null stays with each. */
export function setFieldsOfMany(
  organizationId: string,
  selection: UserSelection,
  fields: ChosenFields,
  idempotencyKey: string,
): Promise<{ jobId: string }> {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/actions/set-fields", {
      params: { path: { organizationId } },
      body: { selection, fields },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** The mails that the organization has written. */
export function mailTemplatesQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["mail-templates", organizationId],
    queryFn: ({ signal }) =>
      answer(
        api.GET("/api/v1/organizations/{organizationId}/mail-templates", {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  });
}

/** A mail as whoever asks would read it. */
export function mailPreviewQuery(
  organizationId: string,
  mail: { readonly subject: string; readonly text: string },
) {
  return queryOptions({
    queryKey: ["mail-templates", organizationId, "preview", mail],
    queryFn: () =>
      answer(
        api.POST("/api/v1/organizations/{organizationId}/mail-templates/preview", {
          params: { path: { organizationId } },
          body: mail,
        }),
      ),
  });
}

/** Sends a mail to all of the selection, as a job. */
export function mailToMany(
  organizationId: string,
  selection: UserSelection,
  templateId: string,
  idempotencyKey: string,
): Promise<{ jobId: string }> {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/actions/mail", {
      params: { path: { organizationId } },
      body: { selection, templateId },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** What a bulk act will meet: how many users, and the accounts of the first few. */
export function preview(organizationId: string, selection: UserSelection) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/users/actions/preview", {
      params: { path: { organizationId } },
      body: { selection },
    }),
  );
}
