import {
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
  ToolbarToggleGroup,
} from "@patternfly/react-core";
import FilterIcon from "@patternfly/react-icons/dist/esm/icons/filter-icon";
import { useFormat } from "@shared/ui/format";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActionsMenu } from "./ActionsMenu";
import { BulkSelector } from "./BulkSelector";
import { ColumnChooser } from "./ColumnChooser";
import { FilterControls } from "./FilterToolbar";
import type { RowAction } from "./types";
import type { RowSelection } from "./use-selection";
import type { Table } from "./use-table";

interface Props<Row, Query> {
  readonly table: Table<Row, Query>;
  readonly page: readonly string[];
  readonly count: number | undefined;
  readonly selection: RowSelection<unknown> | undefined;
  readonly bulkActions: readonly RowAction[] | undefined;
  readonly buttons: ReactNode;
  readonly pager: ReactNode;
}

/** Two lines: what narrows the list, then what is done with its rows. */
export function ListToolbar<Row, Query>(props: Props<Row, Query>) {
  const { table, page, count, selection, bulkActions = [], buttons, pager } = props;
  const { t } = useTranslation("shared");
  const [search, ...others] = table.filters;
  const searchFirst = search?.kind === "search" ? [search] : [];
  const rest = searchFirst.length === 1 ? others : table.filters;
  return (
    <Toolbar
      clearAllFilters={table.clearFilters}
      clearFiltersButtonText={t("filter.clearAll")}
      colorVariant="no-background"
      className="muster-list-toolbar"
    >
      <ToolbarContent>
        <FilterControls state={{ ...table, filters: searchFirst }} />
        {rest.length > 0 && (
          <ToolbarToggleGroup toggleIcon={<FilterIcon />} breakpoint="xl">
            <ToolbarGroup
              variant="filter-group"
              gap={{ default: "gapMd" }}
              rowWrap={{ default: "wrap" }}
            >
              <FilterControls state={{ ...table, filters: rest }} />
            </ToolbarGroup>
          </ToolbarToggleGroup>
        )}
        {buttons !== undefined && <ToolbarGroup variant="action-group">{buttons}</ToolbarGroup>}
      </ToolbarContent>
      <ToolbarContent>
        {selection !== undefined && (
          <ToolbarGroup>
            <ToolbarItem>
              <BulkSelector selection={selection} page={page} matching={count} />
            </ToolbarItem>
            {bulkActions.length > 0 && (
              <ToolbarItem>
                <ActionsMenu
                  label={t("table.bulkActions")}
                  text={t("table.actionsColumn")}
                  actions={bulkActions}
                  isDisabled={selection.count === 0}
                />
              </ToolbarItem>
            )}
          </ToolbarGroup>
        )}
        <ToolbarGroup align={{ default: "alignEnd" }} alignItems="center">
          <ToolbarItem>
            <Count count={count} />
          </ToolbarItem>
          <ToolbarItem>
            <ColumnChooser
              all={table.allColumns}
              shown={table.columns}
              onChange={table.setColumns}
            />
          </ToolbarItem>
          <ToolbarItem>{pager}</ToolbarItem>
        </ToolbarGroup>
      </ToolbarContent>
    </Toolbar>
  );
}

/** Read out when it changes, so that a search is heard to have found something. */
function Count({ count }: { count: number | undefined }) {
  const { t } = useTranslation("shared");
  const { number } = useFormat();
  return (
    <span role="status" className="muster-count">
      {count === undefined ? "" : t("table.count", { count, shown: number(count) })}
    </span>
  );
}
