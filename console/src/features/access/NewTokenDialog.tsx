import { FormDialog } from "@shared/forms/FormDialog";
import { PasswordField } from "@shared/forms/PasswordField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useTranslation } from "react-i18next";
import { makeToken, type TokenPermission } from "./own-queries";

interface Props {
  readonly onMade: (text: string) => void;
  readonly onClose: () => void;
}

export function NewTokenDialog({ onMade, onClose }: Props) {
  const { t } = useTranslation("access");
  const form = useForm({
    initial: { name: "", permissions: "", days: "90", password: "" },
    check: ({ name, password }) => ({
      name: name.trim() === "" ? t("security.tokenNameMissing") : undefined,
      password: password === "" ? t("signIn.passwordMissing") : undefined,
    }),
    save: ({ name, permissions, days, password }) =>
      makeToken({
        name,
        // What is no permission is refused by the server on this field.
        permissions: permissions.split(/\s+/).filter(Boolean) as TokenPermission[],
        days: Number(days),
        password,
      }),
    onSaved: ({ text }) => onMade(text),
  });
  return (
    <FormDialog
      title={t("security.tokenNew")}
      save={t("security.tokenMake")}
      form={form}
      onClose={onClose}
    >
      <TextField name="name" label={t("security.tokenName")} isRequired hasFocusAtFirst />
      <TextField
        name="permissions"
        label={t("security.tokenPermissions")}
        help={t("security.tokenPermissionsHelp")}
        lines={4}
      />
      <TextField name="days" label={t("security.tokenDays")} type="number" isRequired />
      <PasswordField
        name="password"
        label={t("security.current")}
        autoComplete="current-password"
        isRequired
      />
    </FormDialog>
  );
}
