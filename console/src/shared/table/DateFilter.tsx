import { TextInput } from "@patternfly/react-core";
import { useId } from "react";
import type { Filter } from "./types";

interface Props {
  readonly filter: Filter;
  readonly value: string;
  readonly onChange: (values: readonly string[]) => void;
}

/** The browser's own date control: it knows the reader's date format and works by keyboard. */
export function DateFilter({ filter, value, onChange }: Props) {
  const id = useId();
  return (
    <div className="muster-filter-date">
      <label htmlFor={id}>{filter.label}</label>
      <TextInput
        id={id}
        type="date"
        value={value}
        onChange={(_, day) => onChange(day === "" ? [] : [day])}
      />
    </div>
  );
}
