import { Radio } from "@patternfly/react-core";
import { type ReactNode, useCallback } from "react";
import { Field, type FieldProps } from "./Field";

export interface RadioOption {
  readonly value: string;
  readonly label: string;
  readonly description?: ReactNode;
  readonly isDisabled?: boolean;
}

interface Props extends FieldProps {
  readonly options: readonly RadioOption[];
}

/** One of two to five, each with room to say what it means. */
export function RadioField(props: Props) {
  const { options, name, isDisabled = false } = props;
  const show = useCallback(
    (value: unknown) => options.find((option) => option.value === value)?.label ?? "",
    [options],
  );
  return (
    <Field {...props} isGroup show={show}>
      {({ id, value, isInvalid, describedBy, set }) =>
        options.map((option) => (
          <Radio
            key={option.value}
            id={`${id}-${option.value}`}
            name={`${id}-${name}`}
            label={option.label}
            description={option.description}
            isChecked={value === option.value}
            isDisabled={isDisabled || option.isDisabled === true}
            isValid={!isInvalid}
            aria-invalid={isInvalid}
            aria-describedby={describedBy}
            onChange={() => set(option.value)}
          />
        ))
      }
    </Field>
  );
}
