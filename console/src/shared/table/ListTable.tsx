import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ListToolbar } from "./ListToolbar";
import { NoRows, RowsFailed, type Way } from "./NoRows";
import { Pager } from "./Pager";
import { RowsTable } from "./RowsTable";
import type { PageOf, RowAction } from "./types";
import type { RowSelection } from "./use-selection";
import type { Table } from "./use-table";

export interface ListTableProps<Row, Query> {
  readonly table: Table<Row, Query>;
  /** What the rows are, for screen readers: "Users". */
  readonly label: string;
  /** The list's query with `placeholderData: keepPreviousData`. */
  readonly rows: UseQueryResult<PageOf<Row>>;
  /** How many rows match, when the list has a count. */
  readonly count?: number | undefined;
  readonly rowId: (row: Row) => string;
  /** Names a row for screen readers: "Select Ann Fisher", "Actions for Ann Fisher". */
  readonly rowName: (row: Row) => string;
  readonly rowActions?: (row: Row) => readonly RowAction[];
  readonly selection?: RowSelection<unknown>;
  /** What can be done with the selected rows. */
  readonly bulkActions?: readonly RowAction[];
  /** Buttons at the start of the toolbar: "Create user". */
  readonly buttons?: ReactNode;
  /** Shown when the list has no row at all, without any filter. */
  readonly empty: Way;
  /** Marks the row whose details are open beside the table. */
  readonly openRow?: string | undefined;
}

/** A list as every page has it: toolbar, rows, paging, and what to show when there are none. */
export function ListTable<Row, Query>(props: ListTableProps<Row, Query>) {
  const { table, rows, count } = props;
  const page = rows.data;
  if (page === undefined && rows.isError) {
    return <RowsFailed error={rows.error} onRetry={() => void rows.refetch()} />;
  }
  const isEmpty = page !== undefined && page.items.length === 0;
  const pager = (place: "top" | "bottom") => (
    <Pager
      place={place}
      limit={table.address.limit}
      next={page?.next}
      previous={page?.previous}
      onGo={table.goTo}
      onLimit={table.setLimit}
    />
  );
  // Without rows and filters there is nothing to search, sort or choose: only a way to begin.
  if (isEmpty && !table.isFiltered && table.address.cursor === undefined) {
    return <NoRows way={props.empty} />;
  }
  return (
    <>
      <ListToolbar
        table={table}
        page={page?.items.map(props.rowId) ?? []}
        count={count}
        selection={props.selection}
        bulkActions={props.bulkActions}
        buttons={props.buttons}
        pager={pager("top")}
      />
      {rows.isError && <RowsFailed error={rows.error} onRetry={() => void rows.refetch()} />}
      {isEmpty ? (
        <NoRows onClearFilters={table.clearFilters} />
      ) : (
        <RowsTable {...props} page={page} isStale={rows.isPlaceholderData} />
      )}
      {page !== undefined && page.items.length > 10 && (
        <div className="muster-bottom">{pager("bottom")}</div>
      )}
    </>
  );
}
