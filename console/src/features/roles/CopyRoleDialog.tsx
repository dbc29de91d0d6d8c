import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { copyRole, type Role } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly role: { readonly id: string; readonly name: string };
  readonly onCopied: (role: Role) => void;
  readonly onClose: () => void;
}

/** Makes a role with the same permissions under another name. */
export function CopyRoleDialog({ organizationId, role, onCopied, onClose }: Props) {
  const { t } = useTranslation("roles");
  const queries = useQueryClient();
  const form = useForm<{ name: string }, Role>({
    initial: { name: t("copyName", { name: role.name }) },
    check: ({ name }) => ({ name: name.trim() === "" ? t("nameMissing") : undefined }),
    save: ({ name }) => copyRole(organizationId, role.id, name),
    onSaved: async (copy) => {
      toast({ variant: "success", title: t("created", { name: copy.name }) });
      await queries.invalidateQueries({ queryKey: ["roles", organizationId] });
      onClose();
      onCopied(copy);
    },
  });
  return (
    <FormDialog
      title={t("copyTitle", { name: role.name })}
      save={t("copy")}
      form={form}
      onClose={onClose}
    >
      <TextField name="name" label={t("name")} isRequired maxLength={100} hasFocusAtFirst />
    </FormDialog>
  );
}
