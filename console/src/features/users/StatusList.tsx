import { useCan } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import type { RowAction } from "@shared/table/types";
import { useSelection } from "@shared/table/use-selection";
import type { Table } from "@shared/table/use-table";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ManyAct, PERMISSION } from "./acts";
import { selectionOf, userCountQuery } from "./queries";
import { type ConnectedBy, type StatusesQuery, type StatusRow, statusesQuery } from "./statuses";
import type { Asked } from "./UserDialogs";

// Nobody needs a dialog before the list stands there.
const UserDialogs = lazy(() => import("./UserDialogs"));

interface Props {
  readonly organizationId: string;
  readonly table: Table<StatusRow, StatusesQuery>;
  readonly label: string;
  readonly acts: readonly ManyAct[];
  /** By what the list's users are connected, where it is a list of those who are. */
  readonly connected?: readonly ConnectedBy[];
  readonly empty: { readonly title: string; readonly body: string };
}

/** A list of how users stand, with what can be done to those that are checked or to all that match. */
export function StatusList({ organizationId, table, label, acts, connected, empty }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const [asked, setAsked] = useState<Asked>();
  const narrowed = connected === undefined ? {} : { connected: [...connected] };
  const filter = { ...table.filter, ...narrowed };
  const rows = useQuery(statusesQuery(organizationId, { ...table.query, ...narrowed }));
  const count = useQuery(userCountQuery(organizationId, filter)).data?.count;
  const selection = useSelection(filter, count);
  const offered = acts.filter((act) => can(PERMISSION[act]));
  const action = (act: ManyAct, ids?: readonly string[]): RowAction => ({
    label: t("acts.verb", { context: act }),
    onSelect: () =>
      setAsked({
        kind: "many",
        act,
        selection: ids === undefined ? selectionOf(selection.selection) : { ids: [...ids] },
        ...(act === "disconnect" && connected !== undefined ? { services: connected } : {}),
      }),
  });
  return (
    <>
      <ListTable
        table={table}
        label={label}
        rows={rows}
        count={count}
        rowId={(user) => user.id}
        rowName={(user) => user.displayName}
        rowActions={(user) => (user.guest ? [] : offered.map((act) => action(act, [user.id])))}
        selection={selection}
        bulkActions={offered.map((act) => action(act))}
        empty={empty}
      />
      {asked !== undefined && (
        <Suspense>
          <UserDialogs
            organizationId={organizationId}
            asked={asked}
            onClose={() => setAsked(undefined)}
            onDone={selection.clear}
          />
        </Suspense>
      )}
    </>
  );
}
