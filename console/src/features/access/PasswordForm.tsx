import { ActionGroup, Alert, Button, Divider } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { places } from "@shared/routing/places";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { canUsePasskeys, signInByPasskey } from "./passkey";
import { type SignInProgress, signIn } from "./queries";

export function PasswordForm({ onProgress }: { onProgress: (next: SignInProgress) => unknown }) {
  const { t } = useTranslation("access");
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
      {canUsePasskeys() && (
        <>
          <Divider className="muster-open-divider" />
          <PasskeyButton onProgress={onProgress} />
        </>
      )}
      <p className="muster-open-divider">
        <Link to={places.forgottenPassword.to()}>{t("signIn.forgotten")}</Link>
      </p>
    </>
  );
}

/** Also the second factor of somebody who registered a passkey for that. */
export function PasskeyButton({ onProgress }: { onProgress: (next: SignInProgress) => unknown }) {
  const { t } = useTranslation("access");
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const use = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await onProgress(await signInByPasskey());
    } catch {
      // One message for a declined, unknown or refused passkey: which it was is nobody's business.
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {hasFailed && (
        <Alert variant="danger" isInline isLiveRegion component="p" title={t("passkey.failed")} />
      )}
      <Button variant="secondary" isBlock onClick={() => void use()} isDisabled={isBusy}>
        {t("passkey.use")}
      </Button>
    </>
  );
}
