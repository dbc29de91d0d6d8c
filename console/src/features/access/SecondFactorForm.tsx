import { ActionGroup, Button } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PasskeyButton } from "./PasskeyButton";
import { proveSecondFactor, type SignInProgress } from "./queries";

interface Props {
  readonly methods: SignInProgress["methods"];
  readonly onProgress: (next: SignInProgress) => unknown;
  readonly onStartAgain: () => void;
}

export function SecondFactorForm({ methods, onProgress, onStartAgain }: Props) {
  const { t } = useTranslation("access");
  const [usesRecoveryCode, switchToRecoveryCode] = useState(!methods.includes("TOTP"));
  const hasCodes = methods.includes("TOTP") || methods.includes("RECOVERY_CODE");
  return (
    <>
      {hasCodes && (
        <CodeForm
          key={String(usesRecoveryCode)}
          isApp={!usesRecoveryCode}
          onProgress={onProgress}
        />
      )}
      {methods.includes("TOTP") && methods.includes("RECOVERY_CODE") && (
        <Button variant="link" isBlock onClick={() => switchToRecoveryCode(!usesRecoveryCode)}>
          {usesRecoveryCode ? t("secondFactor.useApp") : t("secondFactor.useRecoveryCode")}
        </Button>
      )}
      {methods.includes("PASSKEY") && <PasskeyButton onProgress={onProgress} />}
      <Button variant="link" isBlock onClick={onStartAgain}>
        {t("startAgain")}
      </Button>
    </>
  );
}

interface CodeProps {
  readonly isApp: boolean;
  readonly onProgress: (next: SignInProgress) => unknown;
}

function CodeForm({ isApp, onProgress }: CodeProps) {
  const { t } = useTranslation("access");
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => ({ code: code.trim() === "" ? t("secondFactor.codeMissing") : undefined }),
    save: ({ code }) => proveSecondFactor(code.replaceAll(/\s/g, "")),
    onSaved: onProgress,
  });
  return (
    <FormFrame form={form} warnsOnLeave={false} aria-label={t("secondFactor.title")}>
      <TextField
        name="code"
        label={isApp ? t("secondFactor.appCode") : t("secondFactor.recoveryCode")}
        help={isApp ? t("secondFactor.appHelp") : t("secondFactor.recoveryHelp")}
        autoComplete={isApp ? "one-time-code" : "off"}
        inputMode={isApp ? "numeric" : "text"}
        isRequired
        hasFocusAtFirst
      />
      <ActionGroup>
        <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
          {t("secondFactor.submit")}
        </Button>
      </ActionGroup>
    </FormFrame>
  );
}
