import { TextArea, TextInput } from "@patternfly/react-core";
import { defined } from "@shared/ui/defined";
import { Field, type FieldProps } from "./Field";

interface Props extends FieldProps {
  readonly type?: "text" | "email" | "tel" | "url" | "number" | "search" | "date";
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly inputMode?: "numeric" | "text";
  readonly hasFocusAtFirst?: boolean;
  /** Turns it into a text area of so many lines. */
  readonly lines?: number;
}

export function TextField(props: Props) {
  const { type = "text", lines, hasFocusAtFirst = false, autoComplete = "off", ...field } = props;
  const { maxLength, placeholder, inputMode, isRequired = false, isDisabled = false } = props;
  return (
    <Field {...field}>
      {({ id, value, isInvalid, describedBy, set }) => {
        const shared = {
          id,
          name: field.name,
          value: typeof value === "string" || typeof value === "number" ? value : "",
          validated: isInvalid ? ("error" as const) : ("default" as const),
          "aria-describedby": describedBy,
          isRequired,
          ...defined({ maxLength, placeholder }),
        };
        return lines === undefined ? (
          <TextInput
            {...shared}
            type={type}
            {...(type === "date" ? { max: "9999-12-31" } : {})}
            {...defined({ inputMode })}
            isDisabled={isDisabled}
            autoComplete={autoComplete}
            autoFocus={hasFocusAtFirst}
            onChange={(_, text) => set(text)}
          />
        ) : (
          <TextArea
            {...shared}
            rows={lines}
            disabled={isDisabled}
            resizeOrientation="vertical"
            onChange={(_, text) => set(text)}
          />
        );
      }}
    </Field>
  );
}
