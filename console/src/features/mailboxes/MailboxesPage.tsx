import { Button, Label } from "@patternfly/react-core";
import type { ListedMailbox } from "@shared/mailboxes/queries";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { NewMailboxDialog } from "./NewMailboxDialog";
import { type MailboxesQuery, mailboxCountQuery, mailboxesQuery } from "./queries";
import { mailboxRoute } from "./routes";

/** The personal and the shared mailboxes of an organization. */
export default function MailboxesPage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const can = useCan();
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const table = useMailboxesTable(organizationId);
  const rows = useQuery(mailboxesQuery(organizationId, table.query));
  const count = useQuery(mailboxCountQuery(organizationId, table.filter)).data?.count;
  const open = (mailboxId: string) => navigate(mailboxRoute.to({ organizationId, mailboxId }));
  const create = can("mailboxes:manage") && (
    <Button onClick={() => setCreating(true)}>{t("create")}</Button>
  );
  return (
    <PageFrame title={t("title")} description={t("about")} actions={create}>
      <ListTable
        table={table}
        label={t("title")}
        rows={rows}
        count={count}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowActions={({ id }) => [{ label: t("open"), onSelect: () => void open(id) }]}
        empty={{ title: t("none.title"), body: t("none.body"), actions: create }}
      />
      {isCreating && (
        <NewMailboxDialog
          organizationId={organizationId}
          onCreated={({ id }) => void open(id)}
          onClose={() => setCreating(false)}
        />
      )}
    </PageFrame>
  );
}

function useMailboxesTable(organizationId: string) {
  const { t } = useTranslation("mailboxes");
  const { number } = useFormat();
  return useTable<ListedMailbox, MailboxesQuery>({
    name: "mailboxes",
    columns: [
      {
        name: "name",
        label: t("name"),
        isSortable: true,
        isRowName: true,
        cell: ({ id, name }) => (
          <Link to={mailboxRoute.to({ organizationId, mailboxId: id })}>{name}</Link>
        ),
      },
      { name: "address", label: t("address"), cell: ({ address }) => address },
      {
        name: "kind",
        label: t("kind.label"),
        isNarrow: true,
        cell: ({ kind, archivedAt }) => (
          <>
            {t(`kind.${kind}`)}
            {archivedAt !== null && (
              <>
                {" "}
                <Label isCompact status="warning">
                  {t("archived")}
                </Label>
              </>
            )}
          </>
        ),
      },
      {
        name: "users",
        label: t("users"),
        isNarrow: true,
        cell: ({ users }) => number(users),
      },
      {
        name: "createdAt",
        label: t("createdAt"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: ({ createdAt }) => <Time of={createdAt} />,
      },
    ],
    filters: [
      { kind: "search", name: "search", label: t("search") },
      {
        kind: "choice",
        name: "kind",
        label: t("kind.label"),
        options: [
          { value: "SHARED", label: t("kind.SHARED") },
          { value: "PERSONAL", label: t("kind.PERSONAL") },
        ],
      },
      {
        kind: "choice",
        name: "archived",
        label: t("state"),
        options: [
          { value: "false", label: t("inUse") },
          { value: "true", label: t("archived") },
        ],
      },
    ],
    sort: { name: "name", isDescending: false },
  });
}
