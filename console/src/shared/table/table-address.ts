import type { Filter, Sort } from "./types";

/** The state of a table that is kept in the address, so that a link or a reload shows the same rows. */
export interface TableAddress {
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sort: Sort | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly columns: readonly string[] | undefined;
}

export const PAGE_SIZES: readonly number[] = [20, 50, 100, 200];
export const FIRST_PAGE_SIZE = 50;

/** Reads an address that anybody may have written: what the table doesn't know is left out. */
export function readAddress(
  search: URLSearchParams,
  prefix: string,
  filters: readonly Filter[],
  sortable: readonly string[],
): TableAddress {
  const limit = Number(search.get(`${prefix}limit`));
  return {
    filters: Object.fromEntries(
      filters
        .map((filter) => [filter.name, known(filter, search.getAll(prefix + filter.name))] as const)
        .filter(([, values]) => values.length > 0),
    ),
    sort: readSort(search.get(`${prefix}sort`), sortable),
    cursor: search.get(`${prefix}cursor`) ?? undefined,
    limit: PAGE_SIZES.includes(limit) ? limit : FIRST_PAGE_SIZE,
    columns: search.get(`${prefix}columns`)?.split(","),
  };
}

function known(filter: Filter, values: readonly string[]): readonly string[] {
  const given = values.filter((value) => value !== "");
  switch (filter.kind) {
    case "search":
      return given.slice(0, 1);
    case "flag":
      return given.includes("true") ? ["true"] : [];
    case "date":
      return given.filter((value) => /^\d{4}-\d{2}-\d{2}$/.test(value)).slice(0, 1);
    case "choice": {
      const options = given.filter((value) => filter.options.some((one) => one.value === value));
      return filter.isMultiple ? [...new Set(options)] : options.slice(0, 1);
    }
  }
}

function readSort(text: string | null, sortable: readonly string[]): Sort | undefined {
  const isDescending = text?.startsWith("-") ?? false;
  const name = isDescending ? text?.slice(1) : text;
  return name && sortable.includes(name) ? { name, isDescending } : undefined;
}

/** One change of the address; whatever changes which rows there are starts at the first page again. */
export interface AddressChange {
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  readonly sort?: Sort;
  readonly cursor?: string | undefined;
  readonly limit?: number;
  readonly columns?: readonly string[] | undefined;
}

export function writeAddress(
  search: URLSearchParams,
  prefix: string,
  change: AddressChange,
): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (name: string, values: readonly string[]) => {
    next.delete(prefix + name);
    for (const value of values) {
      next.append(prefix + name, value);
    }
  };
  if (!("columns" in change)) {
    put("cursor", change.cursor === undefined ? [] : [change.cursor]);
  }
  for (const [name, values] of Object.entries(change.filters ?? {})) {
    put(name, values);
  }
  if (change.sort !== undefined) {
    put("sort", [sortText(change.sort)]);
  }
  if (change.limit !== undefined) {
    put("limit", change.limit === FIRST_PAGE_SIZE ? [] : [String(change.limit)]);
  }
  if ("columns" in change) {
    put("columns", change.columns === undefined ? [] : [change.columns.join(",")]);
  }
  return next;
}

export function sortText({ name, isDescending }: Sort): string {
  return isDescending ? `-${name}` : name;
}
