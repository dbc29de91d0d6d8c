import { FormSelect, FormSelectOption } from "@patternfly/react-core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Field, type FieldProps } from "./Field";

interface Props extends FieldProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The text of the choice of nothing; without it, one must be chosen and none is at first only if the value is "". */
  readonly none?: string;
}

/** One of a few. The browser's own control: known to every reader and every screen reader. */
export function SelectField(props: Props) {
  const { options, none, name, isRequired = false, isDisabled = false } = props;
  const { t } = useTranslation("shared");
  const show = useCallback(
    (value: unknown) => options.find((option) => option.value === value)?.label ?? none ?? "",
    [options, none],
  );
  return (
    <Field {...props} show={show}>
      {({ id, value, isInvalid, describedBy, set }) => (
        <FormSelect
          id={id}
          name={name}
          value={value ?? ""}
          onChange={(_, chosen) => set(chosen)}
          validated={isInvalid ? "error" : "default"}
          aria-describedby={describedBy}
          isRequired={isRequired}
          isDisabled={isDisabled}
        >
          {none !== undefined && <FormSelectOption value="" label={none} />}
          {none === undefined && (value === "" || value === undefined) && (
            <FormSelectOption value="" label={t("choose")} isPlaceholder isDisabled />
          )}
          {options.map((option) => (
            <FormSelectOption key={option.value} value={option.value} label={option.label} />
          ))}
        </FormSelect>
      )}
    </Field>
  );
}
