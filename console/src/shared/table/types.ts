import type { ReactNode } from "react";

/** One page of a list, as the server sends it. */
export interface PageOf<Row> {
  readonly items: readonly Row[];
  /** Absent or null on the last page. */
  readonly next?: string | null;
  /** Absent or null on the first page. */
  readonly previous?: string | null;
}

export interface Column<Row> {
  /** In the address, in what is kept for the user, and the name that the server sorts by. */
  readonly name: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isSortable?: boolean;
  /** False: only shown when the user chooses it. */
  readonly isShownAtFirst?: boolean;
  /** The column that names the row; it can't be hidden and is the row's header for screen readers. */
  readonly isRowName?: boolean;
  /** Keeps short values on one line. */
  readonly isNarrow?: boolean;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface FilterBase<Name extends string> {
  /** The name of the query parameter, in the console's address and in the API. */
  readonly name: Name;
  readonly label: string;
  /** Seldom wanted: shown after "More filters", or while it narrows the list. */
  readonly isRare?: boolean;
}

/** What narrows a list. Each kind has its control in the toolbar and a chip that removes it. */
export type Filter<Name extends string = string> =
  /** Search as you type. */
  | (FilterBase<Name> & { readonly kind: "search"; readonly placeholder?: string })
  | (FilterBase<Name> & {
      readonly kind: "choice";
      readonly options: readonly Option[];
      /** Several at once, as the parameter repeated. */
      readonly isMultiple?: boolean;
    })
  /** On or absent: `true`. */
  | (FilterBase<Name> & { readonly kind: "flag" })
  /** A day in the user's time zone, sent as the instant it starts, or as the day that it is. */
  | (FilterBase<Name> & { readonly kind: "date"; readonly isPlainDay?: boolean });

export interface Sort {
  readonly name: string;
  readonly isDescending: boolean;
}

/** What one row, or the selected ones, can have done. */
export interface RowAction {
  readonly label: string;
  readonly onSelect: () => void;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** Says why it is disabled, or more of what it does. */
  readonly description?: string;
  /** Draws a line above. */
  readonly isSeparated?: boolean;
}

/** The users a bulk action is for: given ids, or all that match a filter; as the API takes it. */
export type Selection<Query> =
  | { readonly ids: readonly string[] }
  | { readonly filter: Query; readonly except: readonly string[] };
