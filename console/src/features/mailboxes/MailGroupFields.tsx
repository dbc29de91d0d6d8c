import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useTranslation } from "react-i18next";

interface Props {
  readonly hasFocusAtFirst?: boolean;
  readonly isDisabled?: boolean;
}

/** What is said of a mail group. */
export function MailGroupFields({ hasFocusAtFirst = false, isDisabled = false }: Props) {
  const { t } = useTranslation("mailboxes");
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        maxLength={255}
        isRequired
        isDisabled={isDisabled}
        hasFocusAtFirst={hasFocusAtFirst}
      />
      <TextField
        name="address"
        label={t("address")}
        help={t("groups.addressHelp")}
        type="email"
        isRequired
        isDisabled={isDisabled}
      />
      <SelectField
        name="writers"
        label={t("groups.writers.label")}
        help={t("groups.writers.help")}
        isRequired
        isDisabled={isDisabled}
        options={(["ORGANIZATION", "MEMBERS", "ANYONE"] as const).map((value) => ({
          value,
          label: t(`groups.writers.${value}`),
        }))}
      />
    </>
  );
}
