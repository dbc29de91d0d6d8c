import { FormDialog } from "@shared/forms/FormDialog";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MailGroupFields } from "./MailGroupFields";
import { createMailGroup, type MailGroup, type MailGroupEdit } from "./mail-groups";

interface Props {
  readonly organizationId: string;
  readonly onCreated: (group: MailGroup) => void;
  readonly onClose: () => void;
}

/** A new mail group; its members are named on its page. */
export function NewMailGroupDialog({ organizationId, onCreated, onClose }: Props) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const form = useForm<MailGroupEdit, MailGroup>({
    initial: { name: "", address: "", writers: "ORGANIZATION" },
    check: ({ name, address }) => ({
      name: name.trim() === "" ? t("nameMissing") : undefined,
      address: address.trim() === "" ? t("addressMissing") : undefined,
    }),
    save: (values, { idempotencyKey }) => createMailGroup(organizationId, values, idempotencyKey),
    onSaved: (made) => {
      toast({ variant: "success", title: t("groups.created", { name: made.name }) });
      void queries.invalidateQueries({ queryKey: ["mail-groups", organizationId] });
      onClose();
      onCreated(made);
    },
  });
  return (
    <FormDialog title={t("groups.create")} save={t("groups.create")} form={form} onClose={onClose}>
      <MailGroupFields hasFocusAtFirst />
    </FormDialog>
  );
}
