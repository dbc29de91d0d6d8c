import { FormGroup } from "@patternfly/react-core";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { FieldText } from "./FieldText";
import { useFormOfField } from "./FormFrame";

export interface FieldProps {
  /** The path in the form's values, and in the server's errors. */
  readonly name: string;
  readonly label: string;
  /** A sentence below the field. */
  readonly help?: ReactNode;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

export interface FieldControl {
  readonly id: string;
  readonly value: unknown;
  readonly isInvalid: boolean;
  /** Ids of help and fault, for `aria-describedby`. */
  readonly describedBy: string | undefined;
  readonly set: (value: unknown) => void;
}

interface Props extends FieldProps {
  /** Several controls under one label (radio buttons, check boxes). */
  readonly isGroup?: boolean;
  /** How a value reads when two are compared; text of the value by default. */
  readonly show?: (value: unknown) => string;
  readonly children: (control: FieldControl) => ReactNode;
}

/** What every field has: label, help, fault. Make a new kind of field from this. */
export function Field(props: Props) {
  const { name, label, help, isRequired = false, isGroup = false, show, children } = props;
  const form = useFormOfField();
  const id = useId();
  const error = form.errors[name];
  const { register } = form;
  const shown = useRef(show);
  const hasShow = show !== undefined;
  // Known before the form looks for the first fault: what has no field goes on top of it.
  useLayoutEffect(() => {
    const showLatest = (value: unknown) => shown.current?.(value) ?? "";
    return register(name, hasShow ? { label, show: showLatest } : { label });
  }, [register, name, label, hasShow]);
  useLayoutEffect(() => {
    shown.current = show;
  });
  const hasText = error !== undefined || help !== undefined;
  return (
    <FormGroup
      label={label}
      isRequired={isRequired}
      {...(isGroup ? { role: "group" as const, fieldId: id } : { fieldId: id })}
    >
      {children({
        id,
        value: form.get(name),
        isInvalid: error !== undefined,
        describedBy: hasText ? `${id}-text` : undefined,
        set: (value) => form.set(name, value),
      })}
      <FieldText id={`${id}-text`} help={help} error={error} />
    </FormGroup>
  );
}
