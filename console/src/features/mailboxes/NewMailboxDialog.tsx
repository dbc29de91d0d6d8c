import { FormDialog } from "@shared/forms/FormDialog";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MailboxFields } from "./MailboxFields";
import { createMailbox, type Mailbox, type MailboxEdit } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly onCreated: (mailbox: Mailbox) => void;
  readonly onClose: () => void;
}

/** A new shared mailbox; who has access is said on its page. */
export function NewMailboxDialog({ organizationId, onCreated, onClose }: Props) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const form = useForm<MailboxEdit, Mailbox>({
    initial: { name: "", address: "", visible: true },
    check: ({ name, address }) => ({
      name: name.trim() === "" ? t("nameMissing") : undefined,
      address: address.trim() === "" ? t("addressMissing") : undefined,
    }),
    save: (values, { idempotencyKey }) => createMailbox(organizationId, values, idempotencyKey),
    onSaved: (made) => {
      toast({ variant: "success", title: t("created", { name: made.name }) });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      onClose();
      onCreated(made);
    },
  });
  return (
    <FormDialog title={t("create")} save={t("create")} form={form} onClose={onClose}>
      <MailboxFields hasFocusAtFirst />
    </FormDialog>
  );
}
