import { ActionGroup, Button } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { useForm } from "@shared/forms/use-form";
import { useTranslation } from "react-i18next";
import { checkNewPassword } from "./new-password";
import { type SignInProgress, setNewPassword } from "./queries";

interface Props {
  readonly onProgress: (next: SignInProgress) => unknown;
  readonly onStartAgain: () => void;
}

export function NewPasswordForm({ onProgress, onStartAgain }: Props) {
  const { t } = useTranslation("access");
  const form = useForm({
    initial: { newPassword: "", repeated: "" },
    check: ({ newPassword, repeated }) => {
      const { password, ...others } = checkNewPassword({ password: newPassword, repeated }, t);
      return { newPassword: password, ...others };
    },
    save: ({ newPassword }) => setNewPassword(newPassword),
    onSaved: onProgress,
  });
  return (
    <FormFrame form={form} warnsOnLeave={false} aria-label={t("newPassword.title")}>
      <PasswordField
        name="newPassword"
        label={t("newPassword.password")}
        help={t("newPassword.help")}
        autoComplete="new-password"
        isRequired
        hasFocusAtFirst
      />
      <PasswordField
        name="repeated"
        label={t("newPassword.repeated")}
        autoComplete="new-password"
        isRequired
      />
      <ActionGroup>
        <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
          {t("newPassword.submit")}
        </Button>
        <Button variant="link" onClick={onStartAgain}>
          {t("startAgain")}
        </Button>
      </ActionGroup>
    </FormFrame>
  );
}
