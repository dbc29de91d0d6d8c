import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MailboxFields } from "./MailboxFields";
import { type Mailbox, type MailboxEdit, readMailbox, saveMailbox } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly mailbox: Mailbox;
  readonly etag: string;
  readonly isReadOnly: boolean;
}

/** Name, address and visibility of a shared mailbox. */
export function MailboxForm({ organizationId, mailbox, etag, isReadOnly }: Props) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const form = useForm<MailboxEdit, Mailbox>({
    initial: valuesOf(mailbox),
    etag,
    check: ({ name, address }) => ({
      name: name.trim() === "" ? t("nameMissing") : undefined,
      address: address.trim() === "" ? t("addressMissing") : undefined,
    }),
    save: (values, context) => saveMailbox(organizationId, mailbox.id, values, context.etag),
    reload: async () => {
      const now = await readMailbox(organizationId, mailbox.id);
      return { values: valuesOf(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("one")}>
      <MailboxFields isDisabled={isReadOnly} />
      {!isReadOnly && <SaveBar form={form} />}
    </FormFrame>
  );
}

function valuesOf({ name, address, visible }: Mailbox): MailboxEdit {
  return { name, address, visible };
}
