import { FormDialog } from "@shared/forms/FormDialog";
import { PasswordField } from "@shared/forms/PasswordField";
import { useForm } from "@shared/forms/use-form";
import { useTranslation } from "react-i18next";

interface Props<Result> {
  readonly title: string;
  readonly act: (password: string) => Promise<Result>;
  readonly onDone: (result: Result) => unknown;
  readonly onClose: () => void;
  readonly isDanger?: boolean;
}

/** Asks for the password once more before something that guards the account is changed. */
export function ProofDialog<Result>({ title, act, onDone, onClose, isDanger }: Props<Result>) {
  const { t } = useTranslation("access");
  const form = useForm({
    initial: { password: "" },
    check: ({ password }) => ({
      password: password === "" ? t("signIn.passwordMissing") : undefined,
    }),
    save: ({ password }) => act(password),
    onSaved: onDone,
  });
  return (
    <FormDialog
      title={title}
      description={t("security.proof")}
      save={t("security.goOn")}
      form={form}
      onClose={onClose}
      isDanger={isDanger ?? false}
    >
      <PasswordField
        name="password"
        label={t("security.current")}
        autoComplete="current-password"
        isRequired
        hasFocusAtFirst
      />
    </FormDialog>
  );
}
