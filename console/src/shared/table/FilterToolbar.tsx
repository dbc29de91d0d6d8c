import { Button, ToolbarFilter, ToolbarItem, type ToolbarLabel } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceFilter } from "./ChoiceFilter";
import { DateFilter } from "./DateFilter";
import { FlagFilter } from "./FlagFilter";
import { SearchFilter } from "./SearchFilter";
import type { Filter } from "./types";

export interface FilterState {
  readonly filters: readonly Filter[];
  readonly address: { readonly filters: Readonly<Record<string, readonly string[]>> };
  setFilter(name: string, values: readonly string[], isTyping?: boolean): void;
}

/** The controls that narrow a list, each with its removable chips. Stands inside a PatternFly toolbar. */
export function FilterControls({ state }: { state: FilterState }) {
  const { t } = useTranslation("shared");
  const [isOpen, open] = useState(false);
  const isShown = ({ name, isRare }: Filter) =>
    isOpen || isRare !== true || (state.address.filters[name] ?? []).length > 0;
  return (
    <>
      {state.filters.filter(isShown).map((filter) => (
        <FilterControl key={filter.name} filter={filter} state={state} />
      ))}
      {state.filters.some(({ isRare }) => isRare) && (
        <ToolbarItem>
          <Button variant="link" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
            {t(isOpen ? "filter.fewer" : "filter.more")}
          </Button>
        </ToolbarItem>
      )}
    </>
  );
}

function FilterControl({ filter, state }: { filter: Filter; state: FilterState }) {
  const { t } = useTranslation("shared");
  const values = state.address.filters[filter.name] ?? [];
  const set = (next: readonly string[]) => state.setFilter(filter.name, next);
  if (filter.kind === "search") {
    return (
      <ToolbarItem>
        <SearchFilter
          filter={filter}
          value={values[0] ?? ""}
          onChange={(text) => state.setFilter(filter.name, text === "" ? [] : [text], true)}
        />
      </ToolbarItem>
    );
  }
  const chips = values.map((value) => ({ key: value, node: chipText(filter, value, t("yes")) }));
  return (
    <ToolbarFilter
      categoryName={filter.label}
      labels={chips}
      deleteLabel={(_, label) => set(values.filter((value) => value !== keyOf(label)))}
      deleteLabelGroup={() => set([])}
    >
      {filter.kind === "choice" && <ChoiceFilter filter={filter} values={values} onChange={set} />}
      {filter.kind === "flag" && (
        <FlagFilter filter={filter} isOn={values.length > 0} onChange={set} />
      )}
      {filter.kind === "date" && (
        <DateFilter filter={filter} value={values[0] ?? ""} onChange={set} />
      )}
    </ToolbarFilter>
  );
}

function keyOf(label: string | ToolbarLabel): string {
  return typeof label === "string" ? label : label.key;
}

function chipText(filter: Filter, value: string, yes: string): string {
  switch (filter.kind) {
    case "choice":
      return filter.options.find((option) => option.value === value)?.label ?? value;
    case "flag":
      return yes;
    default:
      return value;
  }
}
