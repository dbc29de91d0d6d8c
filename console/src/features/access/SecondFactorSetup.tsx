import { ActionGroup, Alert, Bullseye, Button, Spinner } from "@patternfly/react-core";
import { CopyOnce } from "@shared/forms/CopyOnce";
import { FormFrame } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { QrCode } from "@shared/ui/QrCode";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { confirmSecondFactor, offerSecondFactor, type SignInProgress } from "./queries";

interface Props {
  readonly onProgress: (next: SignInProgress) => unknown;
  readonly onStartAgain: () => void;
}

/** For who must have a second factor and has none: an authenticator app is made known, then proved. */
export function SecondFactorSetup({ onProgress, onStartAgain }: Props) {
  const { t } = useTranslation("access");
  // One secret for this visit: a second would make the first, scanned already, worthless.
  const offer = useQuery({
    queryKey: ["second-factor-setup"],
    queryFn: offerSecondFactor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => ({ code: code.trim() === "" ? t("secondFactor.codeMissing") : undefined }),
    save: ({ code }) => confirmSecondFactor(code.replaceAll(/\s/g, "")),
    onSaved: onProgress,
  });
  if (offer.isError) {
    return (
      <>
        <Alert variant="danger" isInline component="p" title={offer.error.message} />
        <Button variant="link" isBlock onClick={onStartAgain}>
          {t("startAgain")}
        </Button>
      </>
    );
  }
  if (offer.data === undefined) {
    return (
      <Bullseye>
        <Spinner aria-label={t("secondFactorSetup.title")} />
      </Bullseye>
    );
  }
  return (
    <>
      <Bullseye>
        <QrCode text={offer.data.uri} label={t("secondFactorSetup.qr")} />
      </Bullseye>
      <CopyOnce label={t("secondFactorSetup.secret")} value={offer.data.secret} isOnce={false} />
      <FormFrame form={form} warnsOnLeave={false} aria-label={t("secondFactorSetup.title")}>
        <TextField
          name="code"
          label={t("secondFactor.appCode")}
          help={t("secondFactor.appHelp")}
          autoComplete="one-time-code"
          inputMode="numeric"
          isRequired
          hasFocusAtFirst
        />
        <ActionGroup>
          <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
            {t("secondFactorSetup.submit")}
          </Button>
          <Button variant="link" onClick={onStartAgain}>
            {t("startAgain")}
          </Button>
        </ActionGroup>
      </FormFrame>
    </>
  );
}
