import { Button } from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { ChooseDialog } from "@shared/mailboxes/ChooseDialog";
import { type ListedMailbox, mailboxesToChooseQuery } from "@shared/mailboxes/queries";
import { useCan } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useSelection } from "@shared/table/use-selection";
import { useTable } from "@shared/table/use-table";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type MailboxGroup, MOST_AT_ONCE, putIntoGroup, takeOutOfGroup } from "./mailbox-groups";
import { type MailboxesQuery, mailboxCountQuery, mailboxesQuery } from "./queries";
import { mailboxRoute } from "./routes";

interface Props {
  readonly organizationId: string;
  readonly group: MailboxGroup;
}

/** Which mailboxes are in a group; some are put in and taken out. */
export function MailboxesOfGroup({ organizationId, group }: Props) {
  const { t } = useTranslation("mailboxes");
  const mayFill = useCan()("mailbox-groups:assign");
  const queries = useQueryClient();
  const [isChoosing, setChoosing] = useState(false);
  const table = useMailboxesTable(organizationId);
  const rows = useQuery(mailboxesQuery(organizationId, { ...table.query, group: group.id }));
  const count = useQuery(mailboxCountQuery(organizationId, { ...table.filter, group: group.id }))
    .data?.count;
  const selection = useSelection(table.filter, count);
  const act = async (acting: Promise<MailboxGroup>, done: string) => {
    try {
      await acting;
      toast({ variant: "success", title: done });
      selection.clear();
    } catch (error) {
      toast({ variant: "danger", title: t("sets.failed"), body: <ProblemText error={error} /> });
    }
    await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
  };
  const takeOut = (ids: readonly string[]) =>
    void act(
      takeOutOfGroup(organizationId, group.id, [...ids]),
      t("sets.takeOut.done", { count: ids.length }),
    );
  const checked = "ids" in selection.selection ? selection.selection.ids : undefined;
  const put = mayFill && <Button onClick={() => setChoosing(true)}>{t("sets.putOne")}</Button>;
  return (
    <>
      <ListTable
        table={table}
        label={t("title")}
        rows={rows}
        count={count}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        buttons={put}
        {...(mayFill
          ? {
              selection,
              rowActions: ({ id }: ListedMailbox) => [
                { label: t("sets.takeOut.verb"), onSelect: () => takeOut([id]) },
              ],
              bulkActions: [
                {
                  label: t("sets.takeOut.verb"),
                  isDisabled: checked === undefined || checked.length > MOST_AT_ONCE,
                  description: t("sets.most", { count: MOST_AT_ONCE }),
                  onSelect: () => takeOut(checked ?? []),
                },
              ],
            }
          : {})}
        empty={{ title: t("sets.empty.title"), body: t("sets.empty.body"), actions: put }}
      />
      {isChoosing && (
        <ChooseDialog
          title={t("sets.putOne")}
          search={t("search")}
          queryOf={(text) => mailboxesToChooseQuery(organizationId, text)}
          excluded={rows.data?.items.map(({ id }) => id) ?? []}
          onChosen={({ id, name }) => {
            setChoosing(false);
            void act(
              putIntoGroup(organizationId, group.id, [id]),
              t("sets.put.one", { name, group: group.name }),
            );
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

function useMailboxesTable(organizationId: string) {
  const { t } = useTranslation("mailboxes");
  return useTable<ListedMailbox, MailboxesQuery>({
    name: "mailboxes-of-group",
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
        cell: ({ kind }) => t(`kind.${kind}`),
      },
    ],
    filters: [{ kind: "search", name: "search", label: t("search") }],
    sort: { name: "name", isDescending: false },
  });
}
