import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { deleteRole } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly role: { readonly id: string; readonly name: string };
  readonly onDeleted?: () => void;
  readonly onClose: () => void;
}

/** Deletes a role that nobody holds; while it is in use the server's refusal shows. */
export function DeleteRoleDialog({ organizationId, role, onDeleted, onClose }: Props) {
  const { t } = useTranslation("roles");
  const queries = useQueryClient();
  const act = async () => {
    await deleteRole(organizationId, role.id);
    toast({ variant: "success", title: t("deleted", { name: role.name }) });
    onDeleted?.();
    queries.removeQueries({ queryKey: ["roles", organizationId, "one", role.id] });
    await queries.invalidateQueries({ queryKey: ["roles", organizationId] });
  };
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name: role.name })}
      confirm={t("delete")}
      isDanger
      onConfirm={act}
      onClose={onClose}
    >
      {t("deleteBody")}
    </ConfirmDialog>
  );
}
