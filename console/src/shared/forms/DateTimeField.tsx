import { TextInput } from "@patternfly/react-core";
import { dayOf, instantOf, startOfDay, wallTimeOf } from "@shared/ui/days";
import { useFormat } from "@shared/ui/format";
import { useCallback } from "react";
import { Field, type FieldProps } from "./Field";

interface Props extends FieldProps {
  /** Only a day: the instant it starts in the user's zone. */
  readonly isDayOnly?: boolean;
}

/** An instant (RFC 3339) in the form's values, shown and typed in the user's zone, which the help names. */
export function DateTimeField(props: Props) {
  const { isDayOnly = false, name, isRequired = false, isDisabled = false } = props;
  const format = useFormat();
  const { timeZone } = format;
  const help = props.help ?? timeZone;
  const { date, dateTime } = format;
  const show = useCallback(
    (value: unknown) => {
      const write = isDayOnly ? date : dateTime;
      return typeof value === "string" && value !== "" ? write(value) : "";
    },
    [isDayOnly, date, dateTime],
  );
  return (
    <Field {...props} {...(isDayOnly ? {} : { help })} show={show}>
      {({ id, value, isInvalid, describedBy, set }) => {
        const instant = typeof value === "string" ? value : "";
        const shown = isDayOnly ? dayOf : wallTimeOf;
        const read = isDayOnly ? startOfDay : instantOf;
        return (
          <TextInput
            id={id}
            name={name}
            type={isDayOnly ? "date" : "datetime-local"}
            value={instant === "" ? "" : shown(instant, timeZone)}
            // Years of more than four digits are no dates.
            max={isDayOnly ? "9999-12-31" : "9999-12-31T23:59"}
            onChange={(_, text) => set(text === "" ? null : read(text, timeZone))}
            validated={isInvalid ? "error" : "default"}
            aria-describedby={describedBy}
            isRequired={isRequired}
            isDisabled={isDisabled}
          />
        );
      }}
    </Field>
  );
}
