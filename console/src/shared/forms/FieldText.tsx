import { FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import type { ReactNode } from "react";

interface Props {
  readonly id: string;
  readonly help: ReactNode;
  readonly error: string | undefined;
}

/** Help and fault of a field, named by its `aria-describedby`. */
export function FieldText({ id, help, error }: Props) {
  return help === undefined && error === undefined ? null : (
    <FormHelperText>
      <HelperText id={id}>
        {help !== undefined && <HelperTextItem>{help}</HelperTextItem>}
        {error !== undefined && <HelperTextItem variant="error">{error}</HelperTextItem>}
      </HelperText>
    </FormHelperText>
  );
}
