import { useState } from "react";
import type { Selection } from "./types";

/** Which rows are checked: some by id, or all that match the filter but for some. */
export interface RowSelection<Query> {
  readonly isSelected: (id: string) => boolean;
  /** How many rows a bulk action would be for; undefined until the number of matches is known. */
  readonly count: number | undefined;
  readonly isAllMatching: boolean;
  /** What a bulk action sends. */
  readonly selection: Selection<Query>;
  toggle(id: string, isSelected: boolean): void;
  /** Checks or unchecks many at once: a page, or a range by Shift. */
  toggleMany(ids: readonly string[], isSelected: boolean): void;
  selectAllMatching(): void;
  clear(): void;
}

interface State {
  readonly of: string;
  readonly isAllMatching: boolean;
  /** The rows checked, or those left out of all that match. */
  readonly ids: ReadonlySet<string>;
}

/**
 * Outlives paging and sorting. Another filter starts anew: nobody should act on rows he doesn't see
 * mentioned any more.
 *
 * @param filter the table's `filter`
 * @param matching the number of rows that match it, when known
 */
export function useSelection<Query>(
  filter: Query,
  matching: number | undefined,
): RowSelection<Query> {
  const of = JSON.stringify(filter);
  const empty: State = { of, isAllMatching: false, ids: new Set() };
  const [kept, setState] = useState(empty);
  const state = kept.of === of ? kept : empty;

  const toggleMany = (ids: readonly string[], isSelected: boolean) =>
    setState((before) => {
      const now = before.of === of ? before : empty;
      const next = new Set(now.ids);
      for (const id of ids) {
        if (isSelected === now.isAllMatching) {
          next.delete(id);
        } else {
          next.add(id);
        }
      }
      return { ...now, ids: next };
    });

  return {
    isSelected: (id) => state.ids.has(id) !== state.isAllMatching,
    count: countOf(state, matching),
    isAllMatching: state.isAllMatching,
    selection: state.isAllMatching ? { filter, except: [...state.ids] } : { ids: [...state.ids] },
    toggle: (id, isSelected) => toggleMany([id], isSelected),
    toggleMany,
    selectAllMatching: () => setState({ of, isAllMatching: true, ids: new Set() }),
    clear: () => setState(empty),
  };
}

function countOf({ isAllMatching, ids }: State, matching: number | undefined): number | undefined {
  if (!isAllMatching) {
    return ids.size;
  }
  return matching === undefined ? undefined : Math.max(0, matching - ids.size);
}
