import { Checkbox } from "@patternfly/react-core";
import { useId } from "react";
import type { Filter } from "./types";

interface Props {
  readonly filter: Filter;
  readonly isOn: boolean;
  readonly onChange: (values: readonly string[]) => void;
}

export function FlagFilter({ filter, isOn, onChange }: Props) {
  return (
    <Checkbox
      id={useId()}
      className="muster-filter-flag"
      label={filter.label}
      isChecked={isOn}
      onChange={(_, isChecked) => onChange(isChecked ? ["true"] : [])}
    />
  );
}
