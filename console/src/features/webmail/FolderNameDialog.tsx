import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createFolder, renameFolder } from "./queries";
import type { MailFolder } from "./types";

interface Props {
  readonly mailboxId: string;
  /** The folder that gets another name; a new one is made without. */
  readonly folder: MailFolder | undefined;
  /** Below which a new one is proposed. */
  readonly parent: MailFolder | undefined;
  readonly onSaved: (folder: MailFolder) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a folder; a dot in it puts it below another. */
export function FolderNameDialog({ mailboxId, folder, parent, onSaved, onClose }: Props) {
  const { t } = useTranslation("webmail");
  const queries = useQueryClient();
  const form = useForm<{ name: string }, MailFolder>({
    initial: { name: folder?.name ?? (parent === undefined ? "" : `${parent.name}.`) },
    check: ({ name }) => ({
      name: name.trim() === "" || name.endsWith(".") ? t("folder.nameMissing") : undefined,
    }),
    save: ({ name }, { idempotencyKey }) =>
      folder === undefined
        ? createFolder(mailboxId, name.trim(), idempotencyKey)
        : renameFolder(folder.id, name.trim()),
    onSaved: async (saved) => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["mail", "folders", mailboxId] });
      onSaved(saved);
    },
  });
  const verb = folder === undefined ? t("folder.create") : t("folder.rename");
  return (
    <FormDialog title={verb} save={verb} form={form} onClose={onClose}>
      <TextField
        name="name"
        label={t("folder.name")}
        help={t("folder.nameHelp")}
        maxLength={200}
        isRequired
        hasFocusAtFirst
      />
    </FormDialog>
  );
}
