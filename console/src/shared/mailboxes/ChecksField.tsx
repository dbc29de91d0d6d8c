import { Checkbox } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { useCallback } from "react";

interface Props {
  /** The path in the form's values: the chosen values. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly description?: string;
  }[];
}

/** Some of a few, each with a check box. */
export function ChecksField({ name, label, options }: Props) {
  const show = useCallback(
    (value: unknown) =>
      options
        .filter((option) => chosenOf(value).includes(option.value))
        .map((option) => option.label)
        .join(", "),
    [options],
  );
  return (
    <Field name={name} label={label} isGroup show={show}>
      {({ id, value, set }) => {
        const chosen = chosenOf(value);
        return options.map((option) => (
          <Checkbox
            key={option.value}
            id={`${id}-${option.value}`}
            label={option.label}
            description={option.description}
            isChecked={chosen.includes(option.value)}
            onChange={(_, isOn) =>
              set(
                isOn ? [...chosen, option.value] : chosen.filter((other) => other !== option.value),
              )
            }
          />
        ));
      }}
    </Field>
  );
}

function chosenOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}
