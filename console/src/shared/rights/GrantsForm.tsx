import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { RoleChoice } from "./AddRoleDialog";
import { PermissionsField } from "./PermissionsField";
import {
  type CatalogueSection,
  type Grants,
  type PermissionName,
  readGrants,
  saveGrants,
} from "./queries";
import { RolesField } from "./RolesField";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
  readonly grants: Grants;
  readonly etag: string;
  readonly sections: readonly CatalogueSection[];
}

interface Values {
  readonly roles: readonly RoleChoice[];
  readonly permissions: readonly PermissionName[];
}

/** The roles and the single permissions of one user; nothing is given or taken before Save. */
export function GrantsForm({ organizationId, userId, grants, etag, sections }: Props) {
  const { t } = useTranslation("shared");
  const can = useCan();
  const queries = useQueryClient();
  const isReadOnly = !can("grants:assign") && !can("grants:revoke");
  const form = useForm<Values>({
    initial: valuesOf(grants),
    etag,
    save: ({ roles, permissions }, context) =>
      saveGrants(
        organizationId,
        userId,
        { roles: roles.map(({ id }) => id), permissions: [...permissions] },
        context.etag,
      ),
    reload: async () => {
      const { value, etag: now } = await readGrants(organizationId, userId);
      return { values: valuesOf(value), etag: now };
    },
    onSaved: async () => {
      toast({ variant: "success", title: t("rights.saved") });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["roles", organizationId] }),
        queries.invalidateQueries({ queryKey: ["users", organizationId] }),
        queries.invalidateQueries({ queryKey: ["me"] }),
      ]);
    },
  });
  return (
    <FormFrame form={form} aria-label={t("rights.title")}>
      <RolesField organizationId={organizationId} isReadOnly={isReadOnly} />
      <PermissionsField sections={sections} isReadOnly={isReadOnly} />
      {!isReadOnly && <SaveBar form={form} />}
    </FormFrame>
  );
}

function valuesOf({ roles, permissions }: Grants): Values {
  return { roles: roles.map(({ id, name }) => ({ id, name })), permissions };
}
