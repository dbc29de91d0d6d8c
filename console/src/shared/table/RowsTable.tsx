import { Checkbox, Skeleton } from "@patternfly/react-core";
import {
  InnerScrollContainer,
  Table as PatternFlyTable,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
} from "@patternfly/react-table";
import { defined } from "@shared/ui/defined";
import { useTranslation } from "react-i18next";
import { ActionsMenu } from "./ActionsMenu";
import type { ListTableProps } from "./ListTable";
import type { Column, PageOf } from "./types";
import type { Table } from "./use-table";

interface Props<Row, Query> extends ListTableProps<Row, Query> {
  readonly page: PageOf<Row> | undefined;
  /** The rows are those of the address before; new ones are on their way. */
  readonly isStale: boolean;
}

const SKELETON_ROWS = [..."abcdefgh"];

export function RowsTable<Row, Query>(props: Props<Row, Query>) {
  const { t } = useTranslation("shared");
  const { table, label, page, isStale, selection, rowActions } = props;
  return (
    <InnerScrollContainer>
      <PatternFlyTable
        aria-label={label}
        aria-busy={page === undefined || isStale}
        variant="compact"
        gridBreakPoint="grid-lg"
        className={isStale ? "muster-rows muster-stale" : "muster-rows"}
      >
        <Thead>
          <Tr>
            {selection !== undefined && <Th screenReaderText={t("table.selectColumn")} />}
            {table.columns.map((column, index) => (
              <Th
                key={column.name}
                modifier={column.isNarrow ? "fitContent" : "nowrap"}
                {...(column.isSortable ? { sort: sortOf(table, column, index) } : {})}
              >
                {column.label}
              </Th>
            ))}
            {rowActions !== undefined && <Th screenReaderText={t("table.actionsColumn")} />}
          </Tr>
        </Thead>
        <Tbody>
          {page === undefined
            ? SKELETON_ROWS.map((key) => <SkeletonRow key={key} {...props} />)
            : page.items.map((row) => <DataRow key={props.rowId(row)} {...props} row={row} />)}
        </Tbody>
      </PatternFlyTable>
    </InnerScrollContainer>
  );
}

function DataRow<Row, Query>(props: Props<Row, Query> & { row: Row }) {
  const { t } = useTranslation("shared");
  const { table, label, row, selection, rowId, rowName, rowActions, openRow } = props;
  const id = rowId(row);
  const actions = rowActions?.(row) ?? [];
  return (
    <Tr isRowSelected={openRow === id}>
      {selection !== undefined && (
        <Td className="muster-row-check">
          <Checkbox
            id={`${label}-${id}`}
            aria-label={t("table.selectRow", { name: rowName(row) })}
            isChecked={selection.isSelected(id)}
            onChange={(_, isChecked) => selection.toggle(id, isChecked)}
          />
        </Td>
      )}
      {table.columns.map((column) =>
        column.isRowName ? (
          <Th key={column.name} scope="row" dataLabel={column.label} modifier="breakWord">
            {column.cell(row)}
          </Th>
        ) : (
          <Td
            key={column.name}
            dataLabel={column.label}
            modifier={column.isNarrow ? "nowrap" : "breakWord"}
          >
            {column.cell(row)}
          </Td>
        ),
      )}
      {rowActions !== undefined && (
        <Td isActionCell>
          {actions.length > 0 && (
            <ActionsMenu label={t("table.rowActions", { name: rowName(row) })} actions={actions} />
          )}
        </Td>
      )}
    </Tr>
  );
}

function SkeletonRow<Row, Query>({ table, selection, rowActions }: Props<Row, Query>) {
  return (
    <Tr>
      {selection !== undefined && <Td />}
      {table.columns.map(({ name, label }) => (
        <Td key={name} dataLabel={label}>
          <Skeleton width="70%" />
        </Td>
      ))}
      {rowActions !== undefined && <Td />}
    </Tr>
  );
}

/** PatternFly's sort is by column index; ours by name, which survives a change of columns. */
function sortOf<Row, Query>(table: Table<Row, Query>, { name }: Column<Row>, columnIndex: number) {
  const sorted = table.columns.findIndex((column) => column.name === table.sort?.name);
  const direction = table.sort?.isDescending ? ("desc" as const) : ("asc" as const);
  return {
    columnIndex,
    sortBy: { ...defined({ index: sorted < 0 ? undefined : sorted }), direction },
    onSort: (_: unknown, __: number, to: "asc" | "desc") =>
      table.setSort({ name, isDescending: to === "desc" }),
  };
}
