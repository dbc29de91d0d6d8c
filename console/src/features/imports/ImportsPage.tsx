import { Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ImportStateLabel } from "./ImportStateLabel";
import {
  deleteImport,
  type ImportsQuery,
  importsKey,
  importsQuery,
  isAtWork,
  type UserImport,
} from "./queries";
import { importRoute, mappingsRoute, newImportRoute } from "./routes";

/** The files of the last days, with what became of them. */
export default function ImportsPage() {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const [forgotten, forget] = useState<UserImport>();
  const table = useTable<UserImport, ImportsQuery>({
    name: "imports",
    columns: [
      {
        name: "file",
        label: t("columns.file"),
        isRowName: true,
        cell: (file) => <Link to={addressOf(organizationId, file)}>{file.fileName}</Link>,
      },
      {
        name: "state",
        label: t("columns.state"),
        isNarrow: true,
        cell: (file) => <ImportStateLabel file={file} />,
      },
      {
        name: "rows",
        label: t("columns.rows"),
        isNarrow: true,
        cell: (file) => number(file.rows),
      },
      {
        name: "created",
        label: t("counts.created"),
        isNarrow: true,
        cell: (file) => number(file.run?.counts.created ?? 0),
      },
      {
        name: "updated",
        label: t("counts.updated"),
        isNarrow: true,
        cell: (file) => number(file.run?.counts.updated ?? 0),
      },
      {
        name: "deleted",
        label: t("counts.deleted"),
        isNarrow: true,
        cell: (file) => number(file.run?.counts.deleted ?? 0),
      },
      {
        name: "failed",
        label: t("counts.failed"),
        isNarrow: true,
        cell: (file) => number((file.run ?? file.check)?.counts.failed ?? 0),
      },
      { name: "by", label: t("columns.by"), cell: (file) => file.createdByName },
      {
        name: "at",
        label: t("columns.at"),
        isNarrow: true,
        cell: (file) => <Time of={file.createdAt} />,
      },
    ],
  });
  const rows = useQuery(importsQuery(organizationId, table.query));
  return (
    <PageFrame
      title={t("title")}
      description={t("description")}
      actions={
        <>
          <LinkButton variant="secondary" to={mappingsRoute.to({ organizationId })}>
            {t("mappings.title")}
          </LinkButton>
          <NewImport organizationId={organizationId} />
        </>
      }
    >
      <ListTable
        table={table}
        label={t("title")}
        rows={rows}
        rowId={(file) => file.id}
        rowName={(file) => file.fileName}
        rowActions={(file) => [
          {
            label: t("delete.action"),
            isDanger: true,
            isDisabled: isAtWork(file),
            onSelect: () => forget(file),
          },
        ]}
        empty={{
          title: t("none.title"),
          body: t("none.body"),
          actions: <NewImport organizationId={organizationId} />,
        }}
      />
      {forgotten !== undefined && (
        <DeleteDialog file={forgotten} onClose={() => forget(undefined)} />
      )}
    </PageFrame>
  );
}

function addressOf(organizationId: string, file: UserImport): string {
  return file.run === null
    ? newImportRoute.to({ organizationId }, { import: file.id })
    : importRoute.to({ organizationId, importId: file.id });
}

function NewImport({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("imports");
  return <LinkButton to={newImportRoute.to({ organizationId })}>{t("new")}</LinkButton>;
}

function DeleteDialog({ file, onClose }: { file: UserImport; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={t("delete.title", { name: file.fileName })}
      confirm={t("delete.confirm")}
      isDanger
      onConfirm={async () => {
        await deleteImport(organizationId, file.id);
        toast({ variant: "success", title: t("delete.done") });
        await queries.invalidateQueries({ queryKey: importsKey(organizationId) });
      }}
      onClose={onClose}
    >
      {t("delete.body")}
      {file.undoable > 0 && (
        <Content component="p">
          <strong>{t("delete.undoable", { count: file.undoable })}</strong>
        </Content>
      )}
    </ConfirmDialog>
  );
}
