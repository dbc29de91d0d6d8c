import { CheckField } from "@shared/forms/CheckField";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { renameUser, type User } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: User;
  readonly etag: string;
  readonly onClose: () => void;
}

/** Gives a user another address or logon name; everything else stays his. */
export function RenameDialog({ organizationId, user, etag, onClose }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const form = useForm({
    initial: { address: user.address ?? "", logonName: user.logonName ?? "", keepFormer: false },
    etag,
    save: (values, context) =>
      renameUser(
        organizationId,
        user.id,
        {
          address: values.address.trim() === "" ? null : values.address,
          logonName: values.logonName.trim() === "" ? null : values.logonName,
          keepFormer: values.keepFormer && keepsPossible(user, values.address),
        },
        context.etag,
      ),
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: ["users", organizationId] });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("rename.title")}
      description={t("rename.body")}
      save={t("rename.verb")}
      form={form}
      onClose={onClose}
    >
      <TextField name="address" label={t("address")} type="email" hasFocusAtFirst />
      {keepsPossible(user, form.values.address) && (
        <CheckField
          name="keepFormer"
          label={t("rename.keep", { address: user.address })}
          help={t("rename.keepHelp")}
        />
      )}
      <TextField name="logonName" label={t("logonName")} help={t("logonNameHelp")} />
    </FormDialog>
  );
}

/** Whether there is a former address that could stay as an alias of the new one. */
function keepsPossible(user: User, address: string): boolean {
  const typed = address.trim().toLowerCase();
  return user.address !== null && typed !== "" && typed !== user.address;
}
