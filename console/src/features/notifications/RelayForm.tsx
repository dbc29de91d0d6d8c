import { Button } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { SaveBar } from "@shared/forms/SaveBar";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Relay, readRelay, removeRelay, saveRelay } from "./queries";

const SECURITIES = ["STARTTLS", "TLS", "NONE"] as const;

interface Props {
  readonly relay: Relay;
  readonly etag: string;
}

export function RelayForm({ relay, etag }: Props) {
  const { t } = useTranslation("notifications");
  const queries = useQueryClient();
  const [asks, ask] = useState(false);
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ["relay"] });
    await queries.invalidateQueries({ queryKey: ["outbox"] });
  };
  const form = useForm({
    initial: valuesOf(relay),
    etag,
    save: ({ port, password, ...values }, context) =>
      saveRelay(
        { ...values, port: Number(port), password: password === "" ? null : password },
        context.etag,
      ),
    reload: async () => {
      const now = await readRelay();
      return { values: valuesOf(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("relay.saved") });
      void refresh();
    },
  });
  const securities = SECURITIES.map((value) => ({ value, label: t(`relay.securities.${value}`) }));
  return (
    <>
      <FormFrame form={form} aria-label={t("relay.title")}>
        <TextField name="host" label={t("relay.host")} isRequired />
        <TextField name="port" label={t("relay.port")} type="number" isRequired />
        <SelectField name="security" label={t("relay.security")} options={securities} isRequired />
        <TextField name="account" label={t("relay.account")} help={t("relay.accountHelp")} />
        <PasswordField
          name="password"
          label={t("relay.password")}
          autoComplete="off"
          help={relay.passwordSet ? t("relay.passwordSet") : t("relay.passwordNotSet")}
        />
        <TextField
          name="senderAddress"
          label={t("relay.senderAddress")}
          type="email"
          help={t("relay.senderAddressHelp")}
          isRequired
        />
        <TextField name="senderName" label={t("relay.senderName")} />
        <SaveBar form={form} />
      </FormFrame>
      {relay.configured && (
        <Button variant="link" isDanger isInline onClick={() => ask(true)}>
          {t("relay.remove.ask")}
        </Button>
      )}
      {asks && (
        <ConfirmDialog
          title={t("relay.remove.title")}
          confirm={t("relay.remove.confirm")}
          isDanger
          onConfirm={async () => {
            await removeRelay(etag);
            await refresh();
          }}
          onClose={() => ask(false)}
        >
          {t("relay.remove.body")}
        </ConfirmDialog>
      )}
    </>
  );
}

function valuesOf(relay: Relay) {
  const { host, port, security, account, senderAddress, senderName } = relay;
  return { host, port: String(port), security, account, password: "", senderAddress, senderName };
}
