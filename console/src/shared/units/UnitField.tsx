import { Field, type FieldProps } from "@shared/forms/Field";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { unitsQuery } from "./queries";
import { UnitPicker } from "./UnitPicker";

interface Props extends FieldProps {
  readonly organizationId: string;
}

/** One unit, chosen from the tree; the value is its id. */
export function UnitField({ organizationId, ...props }: Props) {
  const { data: forest } = useQuery(unitsQuery(organizationId));
  const show = useCallback((value: unknown) => forest?.pathOf(String(value)) ?? "", [forest]);
  return (
    <Field {...props} isGroup show={show}>
      {({ value, set }) => (
        <UnitPicker
          organizationId={organizationId}
          label={props.label}
          selected={typeof value === "string" && value !== "" ? value : undefined}
          onSelect={set}
        />
      )}
    </Field>
  );
}
