import { startOfDay } from "@shared/ui/days";
import { useFormat } from "@shared/ui/format";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { keepColumns, keptColumns } from "./kept-columns";
import {
  type AddressChange,
  readAddress,
  sortText,
  type TableAddress,
  writeAddress,
} from "./table-address";
import type { Column, Filter, Sort } from "./types";

type PagingName = "limit" | "cursor" | "sort";

/** The part of a list's query that says which rows match; what a count and a bulk action take. */
export type FilterOf<Query> = Omit<Query, PagingName>;

export interface TableOptions<Row, Query> {
  /** Names the table in what is kept for the user: the chosen columns. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly filters?: readonly Filter<keyof FilterOf<Query> & string>[];
  /** The sort the server uses when none is asked for. */
  readonly sort?: Sort;
  /** Before each name in the address, when a page has two tables. */
  readonly prefix?: string;
}

export interface Table<Row, Query> {
  readonly address: TableAddress;
  readonly filters: readonly Filter[];
  /** The columns shown, in their order. */
  readonly columns: readonly Column<Row>[];
  readonly allColumns: readonly Column<Row>[];
  readonly sort: Sort | undefined;
  /** For the list's query function and key: page size, cursor, sort and filters, by the API's names. */
  readonly query: Query;
  /** For the count and for bulk actions: the filters alone. */
  readonly filter: FilterOf<Query>;
  readonly isFiltered: boolean;
  setFilter(name: string, values: readonly string[], isTyping?: boolean): void;
  clearFilters(): void;
  setSort(sort: Sort): void;
  setLimit(limit: number): void;
  /** Undefined: the first page. */
  goTo(cursor: string | undefined): void;
  /** Undefined: the columns shown at first. */
  setColumns(names: readonly string[] | undefined): void;
}

/** The state of one table, kept in the address. `Query` is the type of the list's query in the API. */
export function useTable<Row, Query>(options: TableOptions<Row, Query>): Table<Row, Query> {
  const { name, columns: allColumns, filters = [], sort: firstSort, prefix = "" } = options;
  const [search, setSearch] = useSearchParams();
  const { timeZone } = useFormat();
  const sortable = allColumns.filter(({ isSortable }) => isSortable).map((column) => column.name);
  const address = readAddress(search, prefix, filters, sortable);
  const change = (to: AddressChange, isSmall = false) =>
    setSearch((now) => writeAddress(now, prefix, to), { replace: isSmall });
  const wanted = address.columns ?? keptColumns(name);
  const isShown = (column: Column<Row>) =>
    column.isRowName || (wanted?.includes(column.name) ?? column.isShownAtFirst ?? true);

  // The same objects as long as the address says the same: query keys and effects hang on them.
  const text = JSON.stringify([address, timeZone]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: text stands for address and time zone
  const [query, filter] = useMemo(() => {
    const narrowing = queryOf(filters, address, timeZone);
    const paging = {
      limit: address.limit,
      ...(address.cursor === undefined ? {} : { cursor: address.cursor }),
      ...(address.sort === undefined ? {} : { sort: sortText(address.sort) }),
    };
    // Names and values are those of the declared filters, which are typed by Query.
    return [{ ...narrowing, ...paging } as Query, narrowing as FilterOf<Query>] as const;
  }, [text]);

  return {
    address,
    filters,
    columns: allColumns.filter(isShown),
    allColumns,
    sort: address.sort ?? firstSort,
    query,
    filter,
    isFiltered: Object.keys(address.filters).length > 0,
    setFilter: (filterName, values, isTyping) =>
      change({ filters: { [filterName]: values } }, isTyping),
    clearFilters: () =>
      change({ filters: Object.fromEntries(filters.map((one) => [one.name, []])) }),
    setSort: (sort) => change({ sort }),
    setLimit: (limit) => change({ limit }),
    goTo: (cursor) => change({ cursor }),
    setColumns: (names) => {
      keepColumns(name, names);
      change({ columns: names }, true);
    },
  };
}

function queryOf(
  filters: readonly Filter[],
  address: TableAddress,
  timeZone: string,
): Record<string, unknown> {
  const entries = filters
    .map((filter) => [
      filter.name,
      queryValue(filter, address.filters[filter.name] ?? [], timeZone),
    ])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

function queryValue(filter: Filter, values: readonly string[], timeZone: string): unknown {
  const [first] = values;
  if (first === undefined) {
    return undefined;
  }
  switch (filter.kind) {
    case "search":
      return first;
    case "flag":
      return true;
    case "date":
      return filter.isPlainDay === true ? first : startOfDay(first, timeZone);
    case "choice":
      return filter.isMultiple ? values : first;
  }
}
