import { ActionGroup, Button } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askForCode, proveByCode } from "./queries";

interface Props {
  readonly address: string;
  /** Of the code that was asked for last. */
  readonly codeId: string;
  readonly onAskedAgain: (codeId: string) => void;
  readonly onProved: (token: string) => void;
  readonly onStartAgain: () => void;
}

/** Takes the code from the mail as the proof of the address. */
export function CodeForm({ address, codeId, onAskedAgain, onProved, onStartAgain }: Props) {
  const { t } = useTranslation("invitations");
  const [asks, setAsks] = useState(false);
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => ({ code: code.trim() === "" ? t("create.codeMissing") : undefined }),
    save: ({ code }) => proveByCode(codeId, code.trim()),
    onSaved: ({ token }) => onProved(token),
  });
  const again = async () => {
    setAsks(true);
    try {
      const { id } = await askForCode(address);
      onAskedAgain(id);
      toast({ variant: "success", title: t("create.sentAgain", { address }) });
    } catch (error) {
      form.refuse(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setAsks(false);
    }
  };
  return (
    <FormFrame form={form} warnsOnLeave={false} aria-label={t("create.codeTitle")}>
      <TextField
        name="code"
        label={t("create.code")}
        help={t("create.codeHelp")}
        inputMode="numeric"
        autoComplete="one-time-code"
        isRequired
        maxLength={32}
        hasFocusAtFirst
      />
      <ActionGroup>
        <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
          {t("create.prove")}
        </Button>
        <Button variant="link" isDisabled={asks} onClick={() => void again()}>
          {t("create.again")}
        </Button>
        <Button variant="link" onClick={onStartAgain}>
          {t("create.other")}
        </Button>
      </ActionGroup>
    </FormFrame>
  );
}
