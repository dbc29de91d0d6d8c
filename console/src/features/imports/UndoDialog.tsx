import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useOrganizationId } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ImportPass, importsKey, startPass, type UserImport } from "./queries";

interface Props {
  readonly file: UserImport;
  readonly check: ImportPass;
  readonly onClose: () => void;
}

/** Asks before an import is undone; when users go for good, the file is named. */
export function UndoDialog({ file, check, onClose }: Props) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const { removed, updated } = check.counts;
  return (
    <ConfirmDialog
      title={t("undo.ask.title", { name: file.fileName })}
      confirm={t("undo.action")}
      isDanger
      {...(removed > 0 ? { typed: file.fileName } : {})}
      onConfirm={async () => {
        await startPass(organizationId, file.id, "UNDO");
        await queries.invalidateQueries({ queryKey: importsKey(organizationId) });
      }}
      onClose={onClose}
    >
      {t("undo.ask.body", { removed: number(removed), updated: number(updated) })}
    </ConfirmDialog>
  );
}
