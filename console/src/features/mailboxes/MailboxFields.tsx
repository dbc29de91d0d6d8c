import { TextField } from "@shared/forms/TextField";
import { useTranslation } from "react-i18next";

interface Props {
  readonly hasFocusAtFirst?: boolean;
  readonly isDisabled?: boolean;
}

/** What is said of a shared mailbox. */
export function MailboxFields({ hasFocusAtFirst = false, isDisabled = false }: Props) {
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
        help={t("addressHelp")}
        type="email"
        isRequired
        isDisabled={isDisabled}
      />
    </>
  );
}
