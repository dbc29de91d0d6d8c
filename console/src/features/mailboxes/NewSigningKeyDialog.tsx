import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { makeKey, type SigningKey, signingKeysQuery } from "./mail-signing";

interface Props {
  readonly onMade: (key: SigningKey) => void;
  readonly onClose: () => void;
}

/** A key for a domain; it signs once its record is found. */
export function NewSigningKeyDialog({ onMade, onClose }: Props) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const form = useForm<{ domain: string }, SigningKey>({
    initial: { domain: "" },
    check: ({ domain }) => ({
      domain: domain.trim() === "" ? t("signing.domainMissing") : undefined,
    }),
    save: ({ domain }) => makeKey(domain.trim()),
    onSaved: (made) => {
      void queries.invalidateQueries({ queryKey: signingKeysQuery.queryKey });
      onMade(made);
    },
  });
  return (
    <FormDialog title={t("signing.make")} save={t("signing.make")} form={form} onClose={onClose}>
      <TextField
        name="domain"
        label={t("signing.domain")}
        help={t("signing.domainHelp")}
        maxLength={253}
        isRequired
        hasFocusAtFirst
      />
    </FormDialog>
  );
}
