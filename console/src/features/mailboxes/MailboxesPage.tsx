import { Button, Label } from "@patternfly/react-core";
import type { ListedMailbox } from "@shared/mailboxes/queries";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useSelection } from "@shared/table/use-selection";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { allMailboxGroupsQuery, type MailboxGroup, MOST_AT_ONCE } from "./mailbox-groups";
import { NewMailboxDialog } from "./NewMailboxDialog";
import { PutIntoGroupDialog } from "./PutIntoGroupDialog";
import { type MailboxesQuery, mailboxCountQuery, mailboxesQuery } from "./queries";
import { mailboxRoute } from "./routes";

/** The personal and the shared mailboxes of an organization. */
export default function MailboxesPage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const can = useCan();
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const [isPutting, setPutting] = useState(false);
  const groups =
    useQuery({
      ...allMailboxGroupsQuery(organizationId),
      enabled: can("mailbox-groups:read"),
    }).data ?? [];
  const table = useMailboxesTable(organizationId, groups);
  const rows = useQuery(mailboxesQuery(organizationId, table.query));
  const count = useQuery(mailboxCountQuery(organizationId, table.filter)).data?.count;
  const selection = useSelection(table.filter, count);
  const checked = "ids" in selection.selection ? selection.selection.ids : undefined;
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
        {...(can("mailbox-groups:assign") && groups.length > 0
          ? {
              selection,
              bulkActions: [
                {
                  label: t("sets.put.verb"),
                  isDisabled: checked === undefined || checked.length > MOST_AT_ONCE,
                  description: t("sets.most", { count: MOST_AT_ONCE }),
                  onSelect: () => setPutting(true),
                },
              ],
            }
          : {})}
      />
      {isPutting && (
        <PutIntoGroupDialog
          organizationId={organizationId}
          groups={groups}
          mailboxIds={checked ?? []}
          onDone={selection.clear}
          onClose={() => setPutting(false)}
        />
      )}
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

function useMailboxesTable(organizationId: string, groups: readonly MailboxGroup[]) {
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
        name: "groups",
        label: t("sets.label"),
        cell: ({ groups: of }) => of.map(({ name }) => name).join(", "),
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
      ...(groups.length > 0
        ? [
            {
              kind: "choice" as const,
              name: "group" as const,
              label: t("sets.one"),
              options: groups.map(({ id, name }) => ({ value: id, label: name })),
            },
          ]
        : []),
    ],
    sort: { name: "name", isDescending: false },
  });
}
