import { Button } from "@patternfly/react-core";
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
import { MailboxGroupDialog } from "./MailboxGroupDialog";
import {
  type MailboxGroup,
  type MailboxGroupsQuery,
  mailboxGroupCountQuery,
  mailboxGroupsQuery,
} from "./mailbox-groups";
import { mailboxGroupRoute } from "./routes";

/** The sets of mailboxes that an organization gave a name. */
export default function MailboxGroupsPage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const can = useCan();
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const table = useGroupsTable(organizationId);
  const rows = useQuery(mailboxGroupsQuery(organizationId, table.query));
  const count = useQuery(mailboxGroupCountQuery(organizationId, table.filter)).data?.count;
  const open = (mailboxGroupId: string) =>
    navigate(mailboxGroupRoute.to({ organizationId, mailboxGroupId }));
  const create = can("mailbox-groups:manage") && (
    <Button onClick={() => setCreating(true)}>{t("sets.create")}</Button>
  );
  return (
    <PageFrame title={t("sets.title")} description={t("sets.about")} actions={create}>
      <ListTable
        table={table}
        label={t("sets.title")}
        rows={rows}
        count={count}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowActions={({ id }) => [{ label: t("open"), onSelect: () => void open(id) }]}
        empty={{ title: t("sets.none.title"), body: t("sets.none.body"), actions: create }}
      />
      {isCreating && (
        <MailboxGroupDialog
          organizationId={organizationId}
          group={undefined}
          onSaved={({ id }) => void open(id)}
          onClose={() => setCreating(false)}
        />
      )}
    </PageFrame>
  );
}

function useGroupsTable(organizationId: string) {
  const { t } = useTranslation("mailboxes");
  const { number } = useFormat();
  return useTable<MailboxGroup, MailboxGroupsQuery>({
    name: "mailbox-groups",
    columns: [
      {
        name: "name",
        label: t("name"),
        isSortable: true,
        isRowName: true,
        cell: ({ id, name }) => (
          <Link to={mailboxGroupRoute.to({ organizationId, mailboxGroupId: id })}>{name}</Link>
        ),
      },
      {
        name: "mailboxes",
        label: t("title"),
        isNarrow: true,
        cell: ({ mailboxes }) => number(mailboxes),
      },
      {
        name: "createdAt",
        label: t("createdAt"),
        isNarrow: true,
        cell: ({ createdAt }) => <Time of={createdAt} />,
      },
    ],
    filters: [{ kind: "search", name: "search", label: t("sets.search") }],
    sort: { name: "name", isDescending: false },
  });
}
