import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { ProblemText } from "@shared/forms/ProblemText";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import type { RowAction } from "@shared/table/types";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FolderNameDialog } from "./FolderNameDialog";
import { hasRight } from "./folders";
import { deleteFolder, emptyFolder, markAllSeen, readAgain } from "./queries";
import { useFolderLabel } from "./role-icons";
import type { MailFolder, MailMailbox } from "./types";
import type { MailAddress } from "./use-mail-address";

interface Props {
  readonly folder: MailFolder;
  readonly mailbox: MailMailbox;
  readonly folders: readonly MailFolder[];
  readonly address: MailAddress;
}

type Asked = "create" | "rename" | "delete" | "empty";

/** What can be done with a folder as a whole. */
export function FolderMenu({ folder, mailbox, folders, address }: Props) {
  const { t } = useTranslation("webmail");
  const label = useFolderLabel();
  const queries = useQueryClient();
  const [asked, ask] = useState<Asked>();
  const name = label(folder);
  const close = () => ask(undefined);
  const markAll = async () => {
    try {
      await markAllSeen(folder.id);
    } catch (error) {
      toast({ variant: "danger", title: t("act.failed"), body: <ProblemText error={error} /> });
    }
    await readAgain(queries);
  };
  const mayFolders = hasRight(mailbox, "FOLDERS");
  const isOwnKind = folder.role === null;
  const canEmpty = folder.role === "TRASH" || folder.role === "JUNK";
  const wished: readonly (RowAction | false)[] = [
    hasRight(mailbox, "WRITE") && {
      label: t("folder.markAllRead"),
      onSelect: () => void markAll(),
      isDisabled: folder.unseen === 0,
    },
    mayFolders && { label: t("folder.create"), onSelect: () => ask("create") },
    mayFolders && isOwnKind && { label: t("folder.rename"), onSelect: () => ask("rename") },
    hasRight(mailbox, "DELETE") &&
      canEmpty && {
        label: t("folder.empty"),
        onSelect: () => ask("empty"),
        isDanger: true,
        isDisabled: folder.messages === 0,
      },
    mayFolders &&
      isOwnKind && { label: t("folder.delete"), onSelect: () => ask("delete"), isDanger: true },
  ];
  const actions = wished.filter((action) => action !== false);
  return (
    <>
      {actions.length > 0 && <ActionsMenu label={t("folder.menu", { name })} actions={actions} />}
      {(asked === "create" || asked === "rename") && (
        <FolderNameDialog
          mailboxId={mailbox.id}
          folder={asked === "rename" ? folder : undefined}
          parent={asked === "create" && isOwnKind ? folder : undefined}
          onSaved={(saved) => address.go(address.toList(saved.id))}
          onClose={close}
        />
      )}
      {asked === "empty" && (
        <ConfirmDialog
          title={t("folder.emptyTitle", { name })}
          confirm={t("folder.empty")}
          isDanger
          onConfirm={async () => {
            await emptyFolder(folder.id);
            await readAgain(queries);
          }}
          onClose={close}
        >
          {t("folder.emptyBody", { count: folder.messages })}
        </ConfirmDialog>
      )}
      {asked === "delete" && (
        <ConfirmDialog
          title={t("folder.deleteTitle", { name })}
          confirm={t("folder.delete")}
          isDanger
          onConfirm={async () => {
            await deleteFolder(folder.id);
            const next = folders.find(({ role }) => role === "INBOX") ?? folders[0];
            if (next !== undefined) {
              address.go(address.toList(next.id), { replace: true });
            }
            await queries.invalidateQueries({ queryKey: ["mail", "folders", mailbox.id] });
          }}
          onClose={close}
        >
          {t("folder.deleteBody")}
        </ConfirmDialog>
      )}
    </>
  );
}
