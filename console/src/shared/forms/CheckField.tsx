import { Checkbox, FormGroup, Switch } from "@patternfly/react-core";
import { useId, useLayoutEffect } from "react";
import type { FieldProps } from "./Field";
import { FieldText } from "./FieldText";
import { useFormOfField } from "./FormFrame";

interface Props extends FieldProps {
  /** A switch shows that something is on at once; a check box is for what is saved with the rest. */
  readonly isSwitch?: boolean;
}

/** Yes or no; the label stands beside the control. */
export function CheckField(props: Props) {
  const { name, label, help, isDisabled = false, isSwitch = false } = props;
  const form = useFormOfField();
  const id = useId();
  const { register } = form;
  const error = form.errors[name];
  // Known before the form looks for the first fault: what has no field goes on top of it.
  useLayoutEffect(() => register(name, { label }), [register, name, label]);
  const control = {
    id,
    name,
    label,
    isDisabled,
    isChecked: form.get(name) === true,
    onChange: (_: unknown, isOn: boolean) => form.set(name, isOn),
    "aria-describedby": help === undefined && error === undefined ? undefined : `${id}-text`,
    "aria-invalid": error !== undefined,
  };
  return (
    <FormGroup>
      {isSwitch ? <Switch {...control} /> : <Checkbox {...control} />}
      <FieldText id={`${id}-text`} help={help} error={error} />
    </FormGroup>
  );
}
