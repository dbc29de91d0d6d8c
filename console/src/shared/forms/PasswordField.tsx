import { Button, InputGroup, InputGroupItem, TextInput } from "@patternfly/react-core";
import EyeIcon from "@patternfly/react-icons/dist/esm/icons/eye-icon";
import EyeSlashIcon from "@patternfly/react-icons/dist/esm/icons/eye-slash-icon";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, type FieldProps } from "./Field";

interface Props extends FieldProps {
  readonly autoComplete: "current-password" | "new-password" | "off";
  readonly hasFocusAtFirst?: boolean;
}

/** A password, shown on request: NIST SP 800-63B-4 3.1.1.2 asks to offer that. Pasting works. */
export function PasswordField(props: Props) {
  const { autoComplete, hasFocusAtFirst = false, isRequired = false, isDisabled = false } = props;
  const { t } = useTranslation("shared");
  const [isShown, show] = useState(false);
  return (
    <Field {...props} show={() => "••••••••"}>
      {({ id, value, isInvalid, describedBy, set }) => (
        <InputGroup>
          <InputGroupItem isFill>
            <TextInput
              id={id}
              name={props.name}
              type={isShown ? "text" : "password"}
              value={typeof value === "string" ? value : ""}
              onChange={(_, text) => set(text)}
              validated={isInvalid ? "error" : "default"}
              aria-describedby={describedBy}
              isRequired={isRequired}
              isDisabled={isDisabled}
              autoComplete={autoComplete}
              autoCapitalize="none"
              spellCheck={false}
              autoFocus={hasFocusAtFirst}
            />
          </InputGroupItem>
          <InputGroupItem>
            <Button
              variant="control"
              aria-label={isShown ? t("password.hide") : t("password.show")}
              aria-controls={id}
              icon={isShown ? <EyeSlashIcon /> : <EyeIcon />}
              onClick={() => show(!isShown)}
            />
          </InputGroupItem>
        </InputGroup>
      )}
    </Field>
  );
}
