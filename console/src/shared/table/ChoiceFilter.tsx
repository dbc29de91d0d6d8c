import { Badge, MenuToggle, Select, SelectList, SelectOption } from "@patternfly/react-core";
import { useState } from "react";
import type { Filter } from "./types";

interface Props {
  readonly filter: Extract<Filter, { kind: "choice" }>;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

export function ChoiceFilter({ filter, values, onChange }: Props) {
  const [isOpen, open] = useState(false);
  const isMultiple = filter.isMultiple ?? false;
  const choose = (value: string) => {
    const isChosen = values.includes(value);
    if (isMultiple) {
      onChange(isChosen ? values.filter((one) => one !== value) : [...values, value]);
    } else {
      onChange(isChosen ? [] : [value]);
      open(false);
    }
  };
  return (
    <Select
      role={isMultiple ? "menu" : "listbox"}
      isOpen={isOpen}
      onOpenChange={open}
      onSelect={(_, value) => choose(String(value))}
      selected={isMultiple ? [...values] : values[0]}
      isScrollable
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          isExpanded={isOpen}
          onClick={() => open(!isOpen)}
          badge={isMultiple && values.length > 0 ? <Badge>{values.length}</Badge> : undefined}
        >
          {filter.label}
        </MenuToggle>
      )}
    >
      <SelectList aria-label={filter.label}>
        {filter.options.map(({ value, label }) => (
          <SelectOption
            key={value}
            value={value}
            hasCheckbox={isMultiple}
            isSelected={values.includes(value)}
          >
            {label}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
