import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  createMailboxGroup,
  type MailboxGroup,
  readMailboxGroup,
  renameMailboxGroup,
} from "./mailbox-groups";

interface Props {
  readonly organizationId: string;
  /** What is renamed, as it was read; undefined: a new one. */
  readonly group: { readonly value: MailboxGroup; readonly etag: string } | undefined;
  readonly onSaved?: (group: MailboxGroup) => void;
  readonly onClose: () => void;
}

/** The name of a new group of mailboxes, or another one of a group that is there. */
export function MailboxGroupDialog({ organizationId, group, onSaved, onClose }: Props) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const verb = t(group === undefined ? "sets.create" : "sets.rename");
  const form = useForm<{ name: string }, MailboxGroup>({
    initial: { name: group?.value.name ?? "" },
    ...(group === undefined
      ? {}
      : {
          etag: group.etag,
          reload: async () => {
            const now = await readMailboxGroup(organizationId, group.value.id);
            return { values: { name: now.value.name }, etag: now.etag };
          },
        }),
    check: ({ name }) => ({ name: name.trim() === "" ? t("sets.nameMissing") : undefined }),
    save: ({ name }, { idempotencyKey, etag }) =>
      group === undefined
        ? createMailboxGroup(organizationId, name, idempotencyKey)
        : renameMailboxGroup(organizationId, group.value.id, name, etag),
    onSaved: (saved) => {
      toast({ variant: "success", title: t("sets.saved", { name: saved.name }) });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      onClose();
      onSaved?.(saved);
    },
  });
  return (
    <FormDialog title={verb} save={verb} form={form} onClose={onClose}>
      <TextField name="name" label={t("name")} maxLength={64} isRequired hasFocusAtFirst />
    </FormDialog>
  );
}
