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
import {
  type MailGroup,
  type MailGroupsQuery,
  mailGroupCountQuery,
  mailGroupsQuery,
} from "./mail-groups";
import { NewMailGroupDialog } from "./NewMailGroupDialog";
import { mailGroupRoute } from "./routes";

/** The addresses of an organization whose mail goes to many. */
export default function MailGroupsPage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const can = useCan();
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const table = useGroupsTable(organizationId);
  const rows = useQuery(mailGroupsQuery(organizationId, table.query));
  const count = useQuery(mailGroupCountQuery(organizationId, table.filter)).data?.count;
  const open = (mailGroupId: string) =>
    navigate(mailGroupRoute.to({ organizationId, mailGroupId }));
  const create = can("mailboxes:delivery") && (
    <Button onClick={() => setCreating(true)}>{t("groups.create")}</Button>
  );
  return (
    <PageFrame title={t("groups.title")} description={t("groups.about")} actions={create}>
      <ListTable
        table={table}
        label={t("groups.title")}
        rows={rows}
        count={count}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowActions={({ id }) => [{ label: t("open"), onSelect: () => void open(id) }]}
        empty={{ title: t("groups.none.title"), body: t("groups.none.body"), actions: create }}
      />
      {isCreating && (
        <NewMailGroupDialog
          organizationId={organizationId}
          onCreated={({ id }) => void open(id)}
          onClose={() => setCreating(false)}
        />
      )}
    </PageFrame>
  );
}

function useGroupsTable(organizationId: string) {
  const { t } = useTranslation("mailboxes");
  const { number } = useFormat();
  return useTable<MailGroup, MailGroupsQuery>({
    name: "mail-groups",
    columns: [
      {
        name: "name",
        label: t("name"),
        isSortable: true,
        isRowName: true,
        cell: ({ id, name }) => (
          <Link to={mailGroupRoute.to({ organizationId, mailGroupId: id })}>{name}</Link>
        ),
      },
      { name: "address", label: t("address"), cell: ({ address }) => address },
      {
        name: "writers",
        label: t("groups.writers.label"),
        cell: ({ writers }) => t(`groups.writers.${writers}`),
      },
      {
        name: "members",
        label: t("groups.members"),
        isNarrow: true,
        cell: ({ members }) => number(members),
      },
      {
        name: "createdAt",
        label: t("createdAt"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: ({ createdAt }) => <Time of={createdAt} />,
      },
    ],
    filters: [{ kind: "search", name: "search", label: t("groups.search") }],
    sort: { name: "name", isDescending: false },
  });
}
