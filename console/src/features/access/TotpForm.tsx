import { ActionGroup, Button, Content } from "@patternfly/react-core";
import { CopyOnce } from "@shared/forms/CopyOnce";
import { FormFrame } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { QrCode } from "@shared/ui/QrCode";
import { useTranslation } from "react-i18next";
import type { TotpOffer } from "./queries";

interface Props<Result> {
  readonly offer: TotpOffer;
  readonly confirm: (code: string) => Promise<Result>;
  readonly onConfirmed: (result: Result) => unknown;
}

/** Shows a new secret and asks for a first code, which proves that the app has it. */
export function TotpForm<Result>({ offer, confirm, onConfirmed }: Props<Result>) {
  const { t } = useTranslation("access");
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => ({ code: code.trim() === "" ? t("secondFactor.codeMissing") : undefined }),
    save: ({ code }) => confirm(code),
    onSaved: onConfirmed,
  });
  return (
    <FormFrame form={form} warnsOnLeave={false} aria-label={t("totp.setUpTitle")}>
      <Content component="p">{t("totp.scan")}</Content>
      <QrCode text={offer.uri} label={t("secondFactorSetup.qr")} />
      <CopyOnce label={t("totp.key")} value={offer.secret} isOnce={false} />
      <TextField
        name="code"
        label={t("secondFactor.appCode")}
        help={t("secondFactor.appHelp")}
        autoComplete="one-time-code"
        inputMode="numeric"
        isRequired
      />
      <ActionGroup>
        <Button type="submit" isLoading={form.isSaving} isDisabled={form.isSaving}>
          {t("totp.confirm")}
        </Button>
      </ActionGroup>
    </FormFrame>
  );
}
