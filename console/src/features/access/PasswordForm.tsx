import { ActionGroup, Button } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { places } from "@shared/routing/places";
import { registrationStateQuery } from "@shared/session/registration";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PasskeyButton } from "./PasskeyButton";
import { type SignInProgress, signIn } from "./queries";

export function PasswordForm({ onProgress }: { onProgress: (next: SignInProgress) => unknown }) {
  const { t } = useTranslation("access");
  const registration = useQuery(registrationStateQuery);
  const form = useForm({
    initial: { name: "", password: "" },
    check: ({ name, password }) => ({
      name: name.trim() === "" ? t("signIn.nameMissing") : undefined,
      password: password === "" ? t("signIn.passwordMissing") : undefined,
    }),
    save: ({ name, password }) => signIn({ name: name.trim(), password }),
    onSaved: onProgress,
  });
  return (
    <>
      <FormFrame form={form} warnsOnLeave={false} aria-label={t("signIn.title")}>
        <TextField
          name="name"
          label={t("signIn.name")}
          autoComplete="username"
          isRequired
          hasFocusAtFirst
        />
        <PasswordField
          name="password"
          label={t("signIn.password")}
          autoComplete="current-password"
          isRequired
        />
        <ActionGroup>
          <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
            {t("signIn.submit")}
          </Button>
        </ActionGroup>
      </FormFrame>
      <PasskeyButton onProgress={onProgress} />
      <p className="muster-open-divider">
        <Link to={places.forgottenPassword.to()}>{t("signIn.forgotten")}</Link>
      </p>
      {registration.data?.open === true && (
        <p className="muster-open-divider">
          <Link to={places.createAccount.to()}>{t("signIn.create")}</Link>
        </p>
      )}
    </>
  );
}
