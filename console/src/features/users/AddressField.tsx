import {
  FormSelect,
  FormSelectOption,
  InputGroup,
  InputGroupItem,
  InputGroupText,
  TextInput,
} from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { useFormOfField } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useTranslation } from "react-i18next";
import type { AddressDomains } from "./queries";

/** The address of a new user: what is before the @, and one of the organization's domains behind it. */
export function AddressField({ domains, restricted }: AddressDomains) {
  const { t } = useTranslation("users");
  const form = useFormOfField();
  if (domains.length === 0) {
    return (
      <TextField
        name="address"
        label={t("address")}
        type="email"
        hasFocusAtFirst
        {...(restricted ? { help: t("noActiveDomain") } : {})}
      />
    );
  }
  return (
    <Field name="address" label={t("address")}>
      {({ id, value, isInvalid, describedBy, set }) => (
        <InputGroup>
          <InputGroupItem isFill>
            <TextInput
              id={id}
              name="address"
              value={String(value ?? "")}
              validated={isInvalid ? "error" : "default"}
              aria-describedby={describedBy}
              autoComplete="off"
              autoFocus
              onChange={(_, text) => set(text)}
            />
          </InputGroupItem>
          <InputGroupText>@</InputGroupText>
          <InputGroupItem>
            <FormSelect
              aria-label={t("addressDomain")}
              value={String(form.get("domain") ?? "")}
              onChange={(_, chosen) => form.set("domain", chosen)}
            >
              {domains.map(({ name, displayName }) => (
                <FormSelectOption key={name} value={name} label={displayName} />
              ))}
            </FormSelect>
          </InputGroupItem>
        </InputGroup>
      )}
    </Field>
  );
}
