import { FormDialog } from "@shared/forms/FormDialog";
import { PasswordField } from "@shared/forms/PasswordField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useTranslation } from "react-i18next";
import { renamePasskey } from "./own-queries";
import { addPasskey, type NewPasskey, type OwnPasskey } from "./passkey";

interface NewProps {
  readonly onMade: (made: NewPasskey) => void;
  readonly onClose: () => void;
}

export function NewPasskeyDialog({ onMade, onClose }: NewProps) {
  const { t } = useTranslation("access");
  const form = useForm({
    initial: { label: "", password: "" },
    check: ({ label, password }) => ({
      label: label.trim() === "" ? t("passkeys.labelMissing") : undefined,
      password: password === "" ? t("signIn.passwordMissing") : undefined,
    }),
    save: ({ label, password }) => addPasskey(label.trim(), password),
    onSaved: onMade,
  });
  return (
    <FormDialog title={t("passkeys.add")} save={t("security.goOn")} form={form} onClose={onClose}>
      <TextField
        name="label"
        label={t("passkeys.label")}
        help={t("passkeys.labelHelp")}
        isRequired
        hasFocusAtFirst
      />
      <PasswordField
        name="password"
        label={t("security.current")}
        autoComplete="current-password"
        isRequired
      />
    </FormDialog>
  );
}

interface RenameProps {
  readonly passkey: OwnPasskey;
  readonly onRenamed: () => void;
  readonly onClose: () => void;
}

export function RenamePasskeyDialog({ passkey, onRenamed, onClose }: RenameProps) {
  const { t } = useTranslation("access");
  const form = useForm({
    initial: { label: passkey.label },
    check: ({ label }) => ({
      label: label.trim() === "" ? t("passkeys.labelMissing") : undefined,
    }),
    save: ({ label }) => renamePasskey(passkey.id, label.trim()),
    onSaved: onRenamed,
  });
  return (
    <FormDialog
      title={t("passkeys.renameTitle", { name: passkey.label })}
      save={t("passkeys.rename")}
      form={form}
      onClose={onClose}
    >
      <TextField name="label" label={t("passkeys.label")} isRequired hasFocusAtFirst />
    </FormDialog>
  );
}
